package dev.openshiftkafka.stack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openshiftkafka.testing.CmakServer;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.Golden;
import dev.openshiftkafka.testing.Manifests;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeroturnaround.exec.ProcessExecutor;

/** Tests of CMAK, the article's Kafka Manager, and of its registration Job. */
class CmakTest {
  private static final String COMPONENT = "app.kubernetes.io/component";

  private static StackRun run(Map<String, Object> edits) {
    var all = new HashMap<String, Object>(edits);
    all.put("ui/kind", "cmak");
    all.put("ui/images/cmak", "ghcr.io/team/cmak:3.0.0.6");
    return UiRun.of("existing", all);
  }

  @Test
  void objects_cmak_matchGolden() throws IOException {
    StackRun ofTheUi = UiRun.onlyUi(run(Map.of()));

    Golden.assertMatches("cmak.yaml", Manifests.yaml(ofTheUi));
    Manifests.write(Path.of("target/manifests"), "cmak", ofTheUi);
  }

  @Test
  void networkPolicies_cmak_admitClientPortOnly() {
    List<Map<String, Object>> rules =
        run(Map.of()).object("NetworkPolicy", "kafka-zookeeper").listAt("spec", "ingress");

    assertTrue(
        rules.stream()
            .filter(rule -> rule.get("from").toString().contains(COMPONENT + "=ui"))
            .allMatch(rule -> rule.get("ports").toString().equals("[{port=2181, protocol=TCP}]")),
        rules.toString());
    assertEquals(
        1, rules.stream().filter(rule -> rule.toString().contains(COMPONENT + "=ui")).count());
  }

  @Test
  void features_readOnly_allowRegistrationOnly() {
    assertTrue(options(run(Map.of())).contains("-Dapplication.features.0=KMClusterManagerFeature"));
    assertFalse(options(run(Map.of("ui/readOnly", false))).contains("application.features"));
  }

  private static String options(StackRun run) {
    return run
        .object("Deployment", "kafka-manager")
        .listAt("spec", "template", "spec", "containers", 0, "env")
        .stream()
        .filter(variable -> variable.get("name").equals("JAVA_OPTS"))
        .map(variable -> (String) variable.get("value"))
        .collect(Collectors.joining());
  }

  /** Runs the command of the Job with its jars and Jackson, which the Kafka image has. */
  @Test
  void registration_archives_registerCluster(@TempDir Path folder) throws Exception {
    for (var archive : Cmak.archives().entrySet()) {
      Files.write(folder.resolve(archive.getKey()), Base64.getDecoder().decode(archive.getValue()));
    }
    try (var cmak = new CmakServer()) {
      int status =
          new ProcessExecutor(command(folder, cmak.url()))
              .readOutput(true)
              .execute()
              .getExitValue();

      assertEquals(0, status);
      assertEquals(List.of("kafka"), cmak.forms().stream().map(form -> form.get("name")).toList());
    }
  }

  private static List<String> command(Path folder, String url) {
    Declared job = run(Map.of()).object("Job", "kafka-manager-registration");
    var command = new ArrayList<String>();
    for (Object part : (List<?>) job.at("spec", "template", "spec", "containers", 0, "command")) {
      command.add(
          ((String) part)
              .replace(Cmak.PROGRAM.folder(), folder.toString())
              .replace("/opt/kafka/libs/*", jackson())
              .replace("http://kafka-ui.kafka.svc.cluster.local:9000", url));
    }
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    return command;
  }

  private static String jackson() {
    return Stream.of(ObjectMapper.class, JsonFactory.class, JsonInclude.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .collect(Collectors.joining(":"));
  }
}
