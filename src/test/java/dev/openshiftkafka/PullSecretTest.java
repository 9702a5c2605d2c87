package dev.openshiftkafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.testing.Declared;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of images.pullSecret, for pods and builds. */
class PullSecretTest {
  private static final String BUILT = "kafka-kafka-librdkafka";
  private static final String PROXY = "mirror.example.com/openshift/oauth-proxy:4.16";

  private static Map<String, Object> podSpecs(Map<String, String> values) {
    StackRun run = StackRun.update("pull-secret", values);
    assertEquals(List.of(), run.result().exceptions());
    var specs = new HashMap<String, Object>();
    for (Declared object : run.objects()) {
      for (var path :
          List.of(
              List.of("spec", "template", "spec"),
              List.of("spec", "jobTemplate", "spec", "template", "spec"))) {
        Object spec = object.at(path.toArray());
        if (spec instanceof Map<?, ?> pod && pod.containsKey("containers")) {
          specs.put(object.name(), pod.get("imagePullSecrets"));
        }
      }
    }
    return specs;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "prod", "local"})
  void pods_secretConfigured_nameIt(String stack) {
    var values =
        StackEdit.apply(
            StackFile.read(stack),
            Map.of(
                "topics/declared",
                List.of(Map.of("name", "a", "partitions", 3)),
                "ui/images/oauthProxy",
                PROXY));
    var without = podSpecs(values);
    var with = podSpecs(StackEdit.apply(values, Map.of("images/pullSecret", "mirror")));

    assertTrue(with.size() > 4, with.keySet().toString());
    without.forEach((pod, secrets) -> assertEquals(null, secrets, pod));
    with.forEach(
        (pod, secrets) ->
            // Only a pod without own pull secrets gets that of the internal registry.
            assertEquals(
                stack.equals("dev") && pod.equals(BUILT) ? null : List.of(Map.of("name", "mirror")),
                secrets,
                pod));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev"})
  void build_secretConfigured_pullsBaseImageWithIt(String stack) {
    StackRun run =
        StackRun.update(
            stack,
            StackEdit.apply(
                StackFile.read(stack),
                Map.of("images/pullSecret", "mirror", "ui/images/oauthProxy", PROXY)));

    assertEquals(
        Map.of("forcePull", true, "pullSecret", Map.of("name", "mirror")),
        run.object("BuildConfig", BUILT).at("spec", "strategy", "dockerStrategy"));
  }
}
