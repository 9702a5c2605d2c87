package dev.openshiftkafka.config.reader;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.openshiftkafka.config.InvalidConfigException;
import dev.openshiftkafka.config.SecretCommand;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads a Pulumi stack file outside the engine, in the form in which the engine passes it. */
public final class StackFile {
  /** A key without a value is absent. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.NON_NULL))
          .build();

  private StackFile() {}

  /**
   * Full keys and their text values. Structured values are JSON; encrypted values, which only the
   * engine can decrypt, are the placeholder {@link SecretCommand#ENCRYPTED}, also in structures.
   *
   * @throws InvalidConfigException with line and column, when the file is not valid YAML
   * @throws IOException when the file cannot be read
   */
  public static Map<String, String> values(Path file) throws IOException {
    var values = new HashMap<String, String>();
    Map<?, ?> content = map(file, "the file", load(file));
    for (var entry : map(file, "config", content.get("config")).entrySet()) {
      values.put(String.valueOf(entry.getKey()), text(entry.getValue()));
    }
    return values;
  }

  /** Name of the stack that a file belongs to: {@code Pulumi.<stack>.yaml}. */
  public static String stack(Path file) {
    return String.valueOf(file.getFileName())
        .replaceFirst("^Pulumi\\.", "")
        .replaceFirst("\\.ya?ml$", "");
  }

  private static Object load(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (MalformedInputException e) {
      throw InvalidConfigException.ofFile(file + ": is not UTF-8; convert it to UTF-8");
    }
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      return new Yaml(new SafeConstructor(options)).load(text);
    } catch (MarkedYAMLException e) {
      throw invalid(file, e.getProblemMark(), problem(e));
    } catch (ReaderException e) {
      String character = "the character U+%04X is not allowed".formatted(e.getCodePoint());
      throw invalid(file, mark(text, e.getPosition()), character);
    } catch (YAMLException e) {
      throw InvalidConfigException.ofFile(
          file + ": " + e.getMessage() + "; correct the YAML of the file");
    }
  }

  private static String problem(MarkedYAMLException e) {
    String problem = e.getProblem().strip();
    return e.getContext() == null || e.getContextMark() == null
        ? problem
        : "%s (%s from line %d on)"
            .formatted(problem, e.getContext().strip(), e.getContextMark().getLine() + 1);
  }

  private static Mark mark(String text, int codePoints) {
    String before = text.substring(0, text.offsetByCodePoints(0, codePoints));
    int line = (int) before.chars().filter(character -> character == '\n').count();
    int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length());
    return new Mark("", codePoints, line, column, new int[0], 0);
  }

  private static InvalidConfigException invalid(Path file, Mark mark, String problem) {
    return InvalidConfigException.ofFile(
        "%s:%d:%d: %s; correct the YAML syntax there"
            .formatted(file, mark.getLine() + 1, mark.getColumn() + 1, problem));
  }

  /** An absent map is empty. */
  private static Map<?, ?> map(Path file, String what, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    if (value == null) {
      return Map.of();
    }
    throw InvalidConfigException.ofFile(
        "%s: %s must be a map of keys and values; see stacks/Pulumi.prod.yaml"
            .formatted(file, what));
  }

  private static String text(Object value) throws JsonProcessingException {
    Object readable = withoutSecrets(value);
    return readable instanceof Map || readable instanceof Collection
        ? JSON.writeValueAsString(readable)
        : String.valueOf(readable);
  }

  private static @Nullable Object withoutSecrets(@Nullable Object value) {
    if (value instanceof Collection<?> items) {
      return items.stream().map(StackFile::withoutSecrets).collect(Collectors.toList());
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    if (map.size() == 1 && map.containsKey("secure")) {
      return SecretCommand.ENCRYPTED;
    }
    var readable = new LinkedHashMap<Object, @Nullable Object>();
    map.forEach((key, item) -> readable.put(key, withoutSecrets(item)));
    return readable;
  }
}
