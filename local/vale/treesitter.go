// Package sitter replaces tree-sitter in the build of vale. vale parses source code with it, which needs a C compiler and takes minutes to
// build; this project checks Markdown only, for which vale has a parser of its own.
package sitter

import (
	"context"
	"errors"
)

type Language struct{}

type Tree struct{}

func (*Tree) RootNode() *Node { return nil }

type Point struct{ Row, Column uint32 }

type Node struct{}

func (*Node) ChildByFieldName(string) *Node { return nil }
func (*Node) Content([]byte) string         { return "" }
func (*Node) NamedChild(int) *Node          { return nil }
func (*Node) NamedChildCount() uint32       { return 0 }
func (*Node) NextNamedSibling() *Node       { return nil }
func (*Node) StartPoint() Point             { return Point{} }
func (*Node) Type() string                  { return "" }

type Parser struct{}

func NewParser() *Parser { return &Parser{} }

func (*Parser) SetLanguage(*Language) {}

// ParseCtx fails, so that a source file given to vale is an error and not a file without findings.
func (*Parser) ParseCtx(context.Context, *Tree, []byte) (*Tree, error) {
	return nil, errors.New("this build of vale checks no source code")
}

type Query struct{}

func NewQuery([]byte, *Language) (*Query, error) { return &Query{}, nil }

func (*Query) CaptureNameForId(uint32) string { return "" }

type QueryCapture struct {
	Index uint32
	Node  *Node
}

type QueryMatch struct{ Captures []QueryCapture }

type QueryCursor struct{}

func NewQueryCursor() *QueryCursor { return &QueryCursor{} }

func (*QueryCursor) Exec(*Query, *Node)                                       {}
func (*QueryCursor) FilterPredicates(match *QueryMatch, _ []byte) *QueryMatch { return match }
func (*QueryCursor) NextMatch() (*QueryMatch, bool)                           { return nil, false }
