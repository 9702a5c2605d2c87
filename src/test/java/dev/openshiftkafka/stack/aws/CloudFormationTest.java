package dev.openshiftkafka.stack.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.openshiftkafka.kubernetes.Json;
import dev.openshiftkafka.testing.CloudFormation;
import dev.openshiftkafka.testing.StackFile;
import dev.openshiftkafka.testing.StackRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writes the AWS resources of each stack file as a CloudFormation template, which {@code
 * local/aws-check} checks.
 */
class CloudFormationTest {
  private static final Path TEMPLATES = Path.of("target/cloudformation");

  @ParameterizedTest
  @MethodSource("dev.openshiftkafka.stack.aws.AwsLayerTest#stacks")
  void template_resources_areComplete(String stack) throws IOException {
    write(stack, StackRun.update(stack, StackFile.read(stack)));
  }

  @Test
  void template_tieredStorage_isComplete() throws IOException {
    write("prod-tiered", StackRun.update("prod", StackFile.tiered()));
  }

  private static void write(String stack, StackRun run) throws IOException {
    assertEquals(List.of(), run.result().exceptions());

    Map<String, Object> template = CloudFormation.template(run);

    assertFalse(((Map<?, ?>) template.get("Resources")).isEmpty());
    Files.createDirectories(TEMPLATES);
    Files.writeString(TEMPLATES.resolve(stack + ".json"), Json.indented(template));
  }
}
