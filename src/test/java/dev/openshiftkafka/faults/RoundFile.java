package dev.openshiftkafka.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Rounds as JSON lines, each appended when it ends. */
final class RoundFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RoundFile() {}

  static void append(Path file, Round round) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file,
        JSON.writeValueAsString(round) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  static List<Round> read(Path file) throws IOException {
    var rounds = new ArrayList<Round>();
    for (String line : Files.readAllLines(file)) {
      rounds.add(JSON.readValue(line, Round.class));
    }
    return rounds;
  }
}
