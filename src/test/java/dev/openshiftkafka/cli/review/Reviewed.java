package dev.openshiftkafka.cli.review;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Result of a review. */
record Reviewed(int status, String comment, String terminal, String errors) {
  static final Path RECORDINGS = Path.of("src/test/resources/review");

  /** Reviews a file, for the environment {@code prod} unless the options name another. */
  static Reviewed of(Path preview, String... options) {
    try {
      Path comment = Files.createTempFile("comment", ".md");
      var arguments = new ArrayList<>(List.of(options));
      arguments.addAll(List.of("--preview", preview.toString(), "--comment", comment.toString()));
      if (!arguments.contains("--environment")) {
        arguments.addAll(List.of("--environment", "prod"));
      }
      var out = new StringWriter();
      var err = new StringWriter();
      int status =
          new CommandLine(new ReviewCommand())
              .setOut(new PrintWriter(out))
              .setErr(new PrintWriter(err))
              .execute(arguments.toArray(String[]::new));
      String written = Files.readString(comment);
      Files.delete(comment);
      return new Reviewed(status, written, out.toString(), err.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reviews a recording. */
  static Reviewed of(String recording, String... options) {
    return of(RECORDINGS.resolve(recording + ".json"), options);
  }
}
