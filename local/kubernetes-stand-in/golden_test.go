package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// goldenFiles have every object that a stack declares, as the Java tests review them.
const goldenFiles = "../../src/test/resources/golden/"

// goldenText returns the YAML documents of a stack. They are stored whole in NAME.yaml, or as differences to those of
// another stack in NAME.diff, which the class DocumentDiff of the Java tests writes and describes.
func goldenText(stack string) (string, error) {
	if text, err := os.ReadFile(goldenFiles + stack + ".yaml"); err == nil {
		return string(text), nil
	}
	text, err := os.ReadFile(goldenFiles + stack + ".diff")
	if err != nil {
		return "", err
	}
	heading, differences, _ := strings.Cut(string(text), "\n")
	base, err := goldenText(heading[strings.LastIndex(heading, " ")+1:])
	if err != nil {
		return "", err
	}
	documents := split(base, "--- # ")
	for section, lines := range split(differences, "== ") {
		switch {
		case strings.HasPrefix(section, "- "):
			delete(documents, section[2:])
		case strings.HasPrefix(section, "+ "):
			for i := range lines {
				lines[i] = lines[i][1:]
			}
			documents[section[2:]] = lines
		default:
			if documents[section], err = patched(documents[section], lines); err != nil {
				return "", fmt.Errorf("%s: %s: %w", stack, section, err)
			}
		}
	}
	var whole strings.Builder
	for _, key := range slices.Sorted(maps.Keys(documents)) {
		whole.WriteString("--- # " + key + "\n" + strings.Join(append(documents[key], ""), "\n"))
	}
	return whole.String(), nil
}

// split returns the lines after each line with a prefix, by the rest of that line.
func split(text, prefix string) map[string][]string {
	parts, key := map[string][]string{}, ""
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if rest, found := strings.CutPrefix(line, prefix); found {
			key = rest
			parts[key] = []string{}
		} else if key != "" {
			parts[key] = append(parts[key], line)
		}
	}
	return parts
}

// patched applies hunks: each applies to the first match of its context and removed lines after the hunk before.
func patched(before, lines []string) ([]string, error) {
	var after []string
	for len(lines) > 0 {
		var pattern, added []string
		context := 0
		for lines = lines[1:]; len(lines) > 0 && !strings.HasPrefix(lines[0], "@@ "); lines = lines[1:] {
			content := lines[0][1:]
			switch lines[0][0] {
			case '+':
				added = append(added, content)
			case ' ':
				context++
				pattern = append(pattern, content)
			default:
				pattern = append(pattern, content)
			}
		}
		found := 0
		for found+len(pattern) <= len(before) && !slices.Equal(before[found:found+len(pattern)], pattern) {
			found++
		}
		if found+len(pattern) > len(before) {
			return nil, fmt.Errorf("no match of %q", pattern)
		}
		after = append(append(after, before[:found+context]...), added...)
		before = before[found+len(pattern):]
	}
	return append(after, before...), nil
}

func TestGoldenTextIsRestored(t *testing.T) {
	for _, stack := range renderedStacks {
		text, err := goldenText(stack)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(text, "kind: ") {
			t.Errorf("%s has no objects", stack)
		}
	}
}
