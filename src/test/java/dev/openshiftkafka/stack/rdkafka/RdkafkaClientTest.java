package dev.openshiftkafka.stack.rdkafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.KafkaStack;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.stack.openshift.DeployerRights;
import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the article's client pod, and of the build of its image. */
class RdkafkaClientTest {
  private static final String NAME = "kafka-kafka-librdkafka";
  private static final Path DOCKERFILE =
      Path.of("src/main/resources/dev/openshiftkafka/stack/rdkafka/Dockerfile");

  private static StackRun run(String stack, Map<String, ?> edits) {
    StackRun run = StackRun.update(stack, StackEdit.apply(StackFile.read(stack), edits));
    assertEquals(List.of(), run.result().exceptions());
    return run;
  }

  private static String image(StackRun run) {
    return (String) container(run).get("image");
  }

  private static Map<String, Object> container(StackRun run) {
    return run.object("Deployment", NAME).listAt("spec", "template", "spec", "containers").get(0);
  }

  private static String built(StackRun run) {
    return (String) run.object("BuildConfig", NAME).at("spec", "output", "to", "name");
  }

  @Test
  void pod_build_runsBuiltImage() throws IOException {
    StackRun run = run("dev", Map.of());

    assertEquals(
        Files.readString(DOCKERFILE),
        run.object("BuildConfig", NAME).at("spec", "source", "dockerfile"));
    assertTrue(built(run).startsWith(NAME + ":"), built(run));
    assertEquals(
        "image-registry.openshift-image-registry.svc:5000/kafka/" + built(run), image(run));
    run.object("ImageStream", NAME);
    // A pod that is admitted before its account has the registry's pull secret never pulls.
    assertEquals(
        "jsonpath={.imagePullSecrets[0].name}",
        run.object("ServiceAccount", NAME).at("metadata", "annotations", "pulumi.com/waitFor"));
    assertTrue(
        run.object("Deployment", NAME).dependsOn().stream()
            .anyMatch(urn -> urn.endsWith("ServiceAccount::" + NAME)));
    // The tag is a hash of the Dockerfile: a node that has the image needs no registry.
    assertEquals("IfNotPresent", container(run).get("imagePullPolicy"));
  }

  /** Nothing adds a pull secret on a cluster without OpenShift's registry. */
  @Test
  void accounts_noBuiltImage_areNotAwaited() {
    for (StackRun run :
        List.of(
            run(
                "dev",
                Map.of(
                    "client/image", "quay.io/team/rdkafka:2.0.2",
                    "ui/images/oauthProxy", "quay.io/openshift/origin-oauth-proxy:4.16")),
            run("local", Map.of()))) {
      for (Declared account : run.objects("ServiceAccount")) {
        assertNull(account.at("metadata", "annotations", "pulumi.com/waitFor"), account.name());
      }
    }
  }

  @Test
  void dockerfile_edit_startsBuild() {
    StackRun before = run("dev", Map.of());
    StackRun after =
        run(
            "dev",
            Map.of(
                "images/registry", "mirror.example.com:5000/hub",
                "client/baseImage", "debian:bookworm-20250520-slim"));

    String dockerfile =
        (String) after.object("BuildConfig", NAME).at("spec", "source", "dockerfile");
    assertEquals(
        List.of(
            "FROM mirror.example.com:5000/hub/debian:bookworm-20250520-slim AS build",
            "FROM mirror.example.com:5000/hub/debian:bookworm-20250520-slim"),
        dockerfile.lines().filter(line -> line.startsWith("FROM ")).toList());
    assertNotEquals(built(before), built(after));
    assertEquals(image(after).substring(image(after).lastIndexOf('/') + 1), built(after));
    // OpenShift starts a build when a BuildConfig is created, but not when it is changed.
    assertEquals(List.of("spec"), after.object("BuildConfig", NAME).replaceOnChanges());
  }

  @Test
  void image_given_isNotBuilt() {
    StackRun run = run("dev", Map.of("client/image", "quay.io/team/rdkafka:2.0.2"));

    assertEquals("quay.io/team/rdkafka:2.0.2", image(run));
    assertTrue(run.objects("BuildConfig").stream().noneMatch(build -> build.name().equals(NAME)));
    assertTrue(run.objects("ImageStream").stream().noneMatch(made -> made.name().equals(NAME)));
  }

  @Test
  void pod_restrictedSecurity_afterBrokers() {
    StackRun run = run("dev", Map.of());
    Declared deployment = run.object("Deployment", NAME);
    var pod = (Map<?, ?>) deployment.at("spec", "template", "spec");
    var security = (Map<?, ?>) container(run).get("securityContext");
    var resources = (Map<?, ?>) container(run).get("resources");

    assertEquals(false, pod.get("automountServiceAccountToken"));
    assertEquals(NAME, pod.get("serviceAccountName"));
    assertEquals(
        true, deployment.at("spec", "template", "spec", "securityContext", "runAsNonRoot"));
    assertNull(deployment.at("spec", "template", "spec", "securityContext", "runAsUser"));
    assertEquals(true, security.get("readOnlyRootFilesystem"));
    assertEquals(false, security.get("allowPrivilegeEscalation"));
    assertEquals(Map.of("drop", List.of("ALL")), security.get("capabilities"));
    assertEquals("512Mi", ((Map<?, ?>) resources.get("limits")).get("memory"));
    assertEquals("100m", ((Map<?, ?>) resources.get("requests")).get("cpu"));
    assertEquals(
        "kafka-restricted",
        deployment.at("spec", "template", "metadata", "annotations", "openshift.io/required-scc"));
    assertTrue(
        deployment.dependsOn().stream().anyMatch(urn -> urn.endsWith("StatefulSet::kafka-kafka")),
        deployment.dependsOn().toString());
    assertTrue(
        run.object("RoleBinding", "use-security-context-constraints").listAt("subjects").stream()
            .anyMatch(subject -> NAME.equals(subject.get("name"))));
  }

  @Test
  void objects_clientDisabled_areAbsent() {
    Map<String, ?> noOtherPods = Map.of("ui/kind", "none", "monitoring/lag/enabled", false);
    StackRun run = run("prod", noOtherPods);
    String rights = rights("prod", noOtherPods);

    assertTrue(run.objects().stream().noneMatch(object -> object.name().equals(NAME)));
    assertFalse(rights.contains("replicasets"), rights);
  }

  @Test
  void deployerRights_build_onlyWhereNeeded() {
    String dev = rights("dev", Map.of());
    String local = rights("local", Map.of());

    assertTrue(dev.contains("builds/docker"), dev);
    assertTrue(local.contains("replicasets"), local);
    assertFalse(local.contains("build.openshift.io"), local);
  }

  private static String rights(String stack, Map<String, ?> edits) {
    var values = StackEdit.apply(StackFile.read(stack), edits);
    var config = new ConfigSource("openshift-kafka", stack, values).read();
    return DeployerRights.manifests(config, KafkaStack.inventory(config));
  }
}
