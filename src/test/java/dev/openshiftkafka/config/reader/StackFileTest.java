package dev.openshiftkafka.config.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.openshiftkafka.config.InvalidConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that Pulumi, too, cannot read, and their messages. */
class StackFileTest {
  @TempDir private Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("Pulumi.bad.yaml"), content);
  }

  private String message(byte[] content) throws IOException {
    Path file = file(content);
    String message =
        assertThrows(InvalidConfigException.class, () -> StackFile.values(file)).getMessage();
    return message.replace(folder + "/", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config:\\n  a: [1, 2\\n  b: 3|:3:4: ",
        "config:\\n\\ta: 1|:2:1: found character '\\t(TAB)' that cannot start any token",
        "config:\\n  a: 1\\n  a: 2|:3:3: found duplicate key a",
        "config:\\n  a: \"1|:2:8: found unexpected end of stream",
        "config:\\n  a: *b|:2:6: found undefined alias b",
        "config:\\n  a: !!java.net.URL [x]|:2:6: Global tag is not allowed",
        "config:\\n  a: BEL|:2:6: the character U+0007 is not allowed",
        "- a|: the file must be a map of keys and values",
        "config: 1|: config must be a map of keys and values",
      })
  void values_invalidYaml_placeAndProblem(String text, String expected) throws IOException {
    String message =
        message(
            text.replace("\\n", "\n")
                .replace("\\ta:", "\ta:")
                .replace("BEL", "\007")
                .getBytes(StandardCharsets.UTF_8));

    assertEquals("Pulumi.bad.yaml" + expected, message.substring(0, 15 + expected.length()));
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void values_notUtf8_isReported() throws IOException {
    assertEquals(
        "Pulumi.bad.yaml: is not UTF-8; convert it to UTF-8",
        message(new byte[] {'a', ':', ' ', (byte) 0xfc}));
  }

  @Test
  void values_noConfiguration_isEmpty() throws IOException {
    assertEquals(Map.of(), StackFile.values(file(new byte[0])));
    assertEquals(
        Map.of(), StackFile.values(file("encryptionsalt: x\n".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void values_encrypted_arePlaceholders() throws IOException {
    String text =
        """
        config:
          a: {secure: x}
          b: {one: {secure: x}, two: [{secure: x}, plain], secure: no}
          c: {secure: {secure: x}}
        """;

    assertEquals(
        Map.of(
            "a", "[secret]",
            "b", "{\"one\":\"[secret]\",\"two\":[\"[secret]\",\"plain\"],\"secure\":false}",
            "c", "[secret]"),
        StackFile.values(file(text.getBytes(StandardCharsets.UTF_8))));
  }
}
