package dev.openshiftkafka.cli.recover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.CommandRun;
import dev.openshiftkafka.testing.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted after a killed run, and what is kept; Pulumi and the cluster are stand-ins. */
class RecoverCommandTest {
  private static final String RECOVER = RecoverCommand.NAME;

  private static final String OWN_LABELS =
      "\"labels\": {\"app.kubernetes.io/part-of\": \"openshift-kafka\"}";

  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void standIn() {
    scripts =
        new Scripts(folder)
            .standIn(
                "pulumi",
                """
                case $1 in
                  config) exit 1 ;;
                  whoami) printf '{"url": "%s"}' "$(cat backend 2>/dev/null || echo s3://states)"; exit ;;
                esac
                echo "$*" | sed 's|--file [^ ]*|--file FILE|' >>calls
                case "$1 $2" in "stack export") cat state ;; esac
                """)
            .standIn(
                "oc",
                """
                case $1,$2 in
                  get,--filename=-) name="$(jq -r .metadata.name)"; jq -s '{kind: "List", items: .}' "live-$name" 2>/dev/null || true ;;
                  get,persistentvolumes) cat volumes ;;
                  patch,*) echo "$1 $2 $3" >>calls ;;
                  get,*) cat in-project 2>/dev/null || true ;;
                  delete,*) echo "delete $(jq -r '.kind + " " + .metadata.name')" >>calls ;;
                esac
                """);
    scripts.write("stacks/Pulumi.prod.yaml", "config: {}\n");
  }

  private void pending(String... operations) {
    scripts.write(
        "state",
        "{\"deployment\": {\"resources\": [{\"outputs\": {\"metadata\": {\"uid\": \"known\"}}}],"
            + " \"pending_operations\": ["
            + String.join(", ", operations)
            + "]}}");
  }

  private static String creating(String type, String name) {
    return "{\"type\": \"creating\", \"resource\": {\"custom\": true, \"type\": \"%s\", \"urn\": \"urn:pulumi:prod::openshift-kafka::%s::%s\", \"inputs\": {\"metadata\": {\"name\": \"%s\", \"namespace\": \"kafka\"}, \"tags\": {\"Name\": \"x-%s\"}}}}"
        .formatted(type, type, name, name, name);
  }

  private void live(String kind, String name, String uid, String labels) {
    scripts.write(
        "live-" + name,
        "{\"kind\": \"%s\", \"metadata\": {\"name\": \"%s\", \"uid\": \"%s\", \"creationTimestamp\": \"now\", %s}}"
            .formatted(kind, name, uid, labels));
  }

  @Test
  void recover_unrecordedObjects_areDeletedInReverseOrder() {
    pending(
        creating("kubernetes:core/v1:ConfigMap", "files"),
        creating("kubernetes:apps/v1:StatefulSet", "kafka"),
        creating("kubernetes:batch/v1:Job", "not-there"));
    live("ConfigMap", "files", "1", OWN_LABELS);
    live("StatefulSet", "kafka", "2", OWN_LABELS);

    String output = CommandRun.output(scripts, RECOVER, "prod");
    assertTrue(
        output.contains("created, but not in the state: StatefulSet kafka, created at now"),
        output);
    assertFalse(output.contains("not-there"), output);
    assertEquals("stack export --stack prod\n", scripts.read("calls"));

    scripts.write("calls", "");
    CommandRun.output(scripts, RECOVER, "prod", "--yes");
    assertEquals(
        """
        stack export --stack prod
        cancel --yes --stack prod
        delete StatefulSet kafka
        delete ConfigMap files
        stack export --stack prod
        stack import --file FILE --stack prod
        """,
        scripts.read("calls"));
  }

  @Test
  void recover_claimDeleted_releasesItsVolume() {
    pending(creating("kubernetes:core/v1:PersistentVolumeClaim", "datadir"));
    live("PersistentVolumeClaim", "datadir", "1", OWN_LABELS);
    scripts.write(
        "volumes",
        "{\"items\": [{\"metadata\": {\"name\": \"its\"}, \"spec\": {\"claimRef\": {\"uid\": \"1\"}}},"
            + " {\"metadata\": {\"name\": \"others\"}, \"spec\": {\"claimRef\": {\"uid\": \"2\"}}},"
            + " {\"metadata\": {\"name\": \"free\"}, \"spec\": {}}]}");

    CommandRun.output(scripts, RECOVER, "prod", "--yes");

    String calls = scripts.read("calls");
    assertTrue(
        calls.contains("delete PersistentVolumeClaim datadir\npatch persistentvolume its\n"),
        calls);
    assertFalse(calls.contains("others"), calls);
  }

  @Test
  void recover_foreignOrRecordedObject_isKept() {
    pending(
        creating("kubernetes:core/v1:ConfigMap", "theirs"),
        creating("kubernetes:apps/v1:StatefulSet", "noted"));
    live("ConfigMap", "theirs", "1", "\"labels\": {}");
    live("StatefulSet", "noted", "known", OWN_LABELS);

    var result = CommandRun.run(scripts, RECOVER, "prod", "--yes");

    assertEquals(3, result.status(), result.output());
    assertTrue(
        result.output().contains("kept, because this program did not create it: ConfigMap theirs"),
        result.output());
    assertFalse(scripts.read("calls").contains("delete"), scripts.read("calls"));
    assertFalse(scripts.read("calls").contains("import"), scripts.read("calls"));
  }

  @Test
  void recover_namespace_isDeletedOnlyIfEmpty() {
    pending(creating("kubernetes:core/v1:Namespace", "kafka"));
    live("Namespace", "kafka", "1", OWN_LABELS);
    scripts.write("in-project", "pod/of-somebody\n");

    assertEquals(3, CommandRun.run(scripts, RECOVER, "prod", "--yes").status());
    assertFalse(scripts.read("calls").contains("delete"), scripts.read("calls"));

    scripts.write("in-project", "");
    CommandRun.output(scripts, RECOVER, "prod", "--yes");
    assertTrue(scripts.read("calls").contains("delete Namespace kafka"), scripts.read("calls"));
  }

  @Test
  void recover_cloudResource_needsADecision() {
    pending(creating("aws:ebs/volume:Volume", "datadir-kafka-kafka-0"));

    var result = CommandRun.run(scripts, RECOVER, "prod", "--yes");

    assertEquals(3, result.status());
    assertTrue(
        result
            .output()
            .contains(
                "  aws:ebs/volume:Volume datadir-kafka-kafka-0, tag Name=x-datadir-kafka-kafka-0"),
        result.output());
  }

  @Test
  void recover_truncatedAttributesFile_isReadAroundAndDeleted() {
    String stacks = "kafka-state/.pulumi/stacks/openshift-kafka/";
    String locks = "kafka-state/.pulumi/locks/organization/openshift-kafka/";
    scripts.write("backend", "file://" + folder + "/kafka-state?no_tmp_dir=true");
    pending(creating("kubernetes:apps/v1:StatefulSet", "kafka"));
    live("StatefulSet", "kafka", "2", OWN_LABELS);
    String state = scripts.read("state");
    scripts.write(
        stacks + "prod.json",
        "{\"checkpoint\": " + state.replace("\"deployment\"", "\"latest\"") + "}");
    List<String> torn = List.of(stacks + "prod.json.attrs", locks + "prod/1.json.attrs");
    torn.forEach(sidecar -> scripts.write(sidecar, ""));
    scripts.write(stacks + "prod.json.bak.attrs", "{\"user.content_type\": \"text/plain\"}");
    scripts.write(stacks + "production.json.attrs", "");

    String output = CommandRun.output(scripts, RECOVER, "prod");
    for (String sidecar : torn) {
      assertTrue(output.contains(folder.resolve(sidecar) + ": truncated"), output);
      assertTrue(Files.exists(folder.resolve(sidecar)), sidecar);
    }
    assertTrue(output.contains("created, but not in the state: StatefulSet kafka"), output);
    assertEquals("", scripts.read("calls"));

    CommandRun.output(scripts, RECOVER, "prod", "--yes");
    torn.forEach(sidecar -> assertFalse(Files.exists(folder.resolve(sidecar)), sidecar));
    assertTrue(Files.exists(folder.resolve(stacks + "prod.json.bak.attrs")));
    assertTrue(Files.exists(folder.resolve(stacks + "production.json.attrs")));
    assertTrue(scripts.read("calls").contains("delete StatefulSet kafka"), scripts.read("calls"));
  }
}
