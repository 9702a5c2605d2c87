package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// listing is a difference that is known and stays. In the first four a * stands for anything.
type listing struct {
	operation, field  string
	upstream, standIn string
	reason            string
}

var listed = []listing{
	{"CheckConfig", "unknown kubeconfig: failures", "", "refused: kubeconfig",
		"The program also refuses a kubeconfig from another resource's output."},
	{"CheckConfig", "renderYamlToDirectory: failures", "refused: kubeconfig", "refused: renderYamlToDirectory",
		"The program does not use the setting; upstream refuses it only together with a kubeconfig."},
	{"CheckConfig", "*: failures", "", "refused: *",
		"The program does not use the setting. The stand-in refuses it instead of ignoring it."},
	{"a kubeconfig that is none", "*", "*", "*",
		"Upstream treats the cluster as unreachable, and the preview succeeds. The stand-in reports the error at once."},
	{"a Job that fails by its pod failure policy", "create: result", "kept, not ready: timed out", "kept, not ready: failed",
		"Upstream stops waiting only for the reasons BackoffLimitExceeded and DeadlineExceeded."},
	{"a Job that fails too often", "create: outputs.status*", "*", "*",
		"Upstream keeps the status from before the failure; the next refresh corrects it."},
	{"a kind and its object in one run", "definition: outputs.status*", "*", "*",
		"Upstream does not wait until a definition is established; it retries its objects instead."},
	{"a patch of what is gone", "delete: *", "*", "*",
		"Upstream's deletion of the patch creates an empty object of that name; the stand-in creates none."},
	{"no name", "check: checked*", "*", "*", "The program names every object."},
	{"pulumi.com/waitFor", "create: result", "kept, not ready: timed out", "ok", "Only the account of a client whose image the cluster builds has the annotation, which no local stack declares."},
}

func (l listing) matches(found deviation) bool {
	return like(l.operation, found.operation) && like(l.field, found.field) &&
		like(l.upstream, found.upstream) && like(l.standIn, found.standIn)
}

func like(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile("(?s)^" + strings.Join(parts, ".*") + "$").MatchString(text)
}

const (
	tableBegins = "<!-- differences: from differences_test.go, written by UPDATE_README=yes go test -run README -->\n"
	tableEnds   = "<!-- end of differences -->"
)

func differencesTable() string {
	rows := []string{"| Operation | Field | Upstream | Stand-in | Reason |", "| --- | --- | --- | --- | --- |"}
	for _, entry := range listed {
		cells := []string{entry.operation, entry.field, entry.upstream, entry.standIn, entry.reason}
		rows = append(rows, "| "+strings.Join(cells, " | ")+" |")
	}
	return strings.Join(rows, "\n") + "\n"
}

func TestREADMEListsTheDifferences(t *testing.T) {
	text, err := os.ReadFile("README.md")
	require.NoError(t, err)
	before, rest, begins := strings.Cut(string(text), tableBegins)
	table, after, ends := strings.Cut(rest, tableEnds)
	require.True(t, begins && ends, "README.md has no place for the table: %s", tableBegins)
	if os.Getenv("UPDATE_README") == "yes" {
		require.NoError(t, os.WriteFile("README.md", []byte(before+tableBegins+differencesTable()+tableEnds+after), 0o644))
		return
	}
	assert.Equal(t, differencesTable(), table, "update it with UPDATE_README=yes go test -run README")
}
