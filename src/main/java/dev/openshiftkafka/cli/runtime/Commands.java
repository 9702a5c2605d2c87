package dev.openshiftkafka.cli.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs of the user, such as {@code pulumi} and {@code oc}, in a folder. It uses no process
 * library: a library copies the streams, but a program that prompts needs the terminal itself.
 */
public final class Commands {
  /** Exit status of a process that SIGINT ended, as in shells. */
  private static final int INTERRUPTED = 130;

  /** One thread for each stream, because reads block. */
  private static final Executor THREADS =
      task -> {
        var thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
      };

  private final Session session;
  private final Path folder;

  Commands(Session session, Path folder) {
    this.session = session;
    this.folder = folder;
  }

  /** Exit status and output of a process. */
  public record Result(int status, String out, String err) {
    /** Whether the status is 0. */
    public boolean ok() {
      return status == 0;
    }
  }

  /** A call of a program, found on the PATH unless its name has a slash. */
  public Call call(List<String> words) {
    return new Call(words);
  }

  /** A call of a program. */
  public Call call(String... words) {
    return call(List.of(words));
  }

  /** A call of a program, to be configured and run. */
  public final class Call {
    private final List<String> words;
    private @Nullable String input;

    private Call(List<String> words) {
      this.words = new ArrayList<>(words);
    }

    /** Sets its standard input; the default is that of this process. */
    public Call input(String text) {
      input = text;
      return this;
    }

    /** Runs it and returns its output; its errors go to the user. */
    public Result capture() {
      return read(session.console().inherited() ? Redirect.INHERIT : Redirect.PIPE, true);
    }

    /** Runs it and returns its output and its errors. */
    public Result captureAll() {
      return read(Redirect.PIPE, false);
    }

    /** Runs it with this process's own output and errors, and returns its status. */
    public int run() {
      if (session.console().inherited()) {
        return await(start(Redirect.INHERIT, Redirect.INHERIT));
      }
      Process process = start(Redirect.PIPE, Redirect.PIPE);
      var errors = copyErrors(process);
      session.console().out().print(text(process.getInputStream()));
      errors.join();
      return await(process);
    }

    /** Runs it with its output and its errors in files, and returns its status. */
    public int writeTo(Path out, Path err) {
      return await(start(Redirect.to(out.toFile()), Redirect.to(err.toFile())));
    }

    /** Runs it and passes on each line of its output immediately; returns its status. */
    public int forEachLine(Consumer<String> action) {
      boolean inherited = session.console().inherited();
      Process process = start(Redirect.PIPE, inherited ? Redirect.INHERIT : Redirect.PIPE);
      var errors = inherited ? null : copyErrors(process);
      try (BufferedReader reader = reader(process.getInputStream())) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          action.accept(line);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (errors != null) {
        errors.join();
      }
      return await(process);
    }

    private Result read(Redirect err, boolean show) {
      Process process = start(Redirect.PIPE, err);
      var errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), THREADS);
      String out = text(process.getInputStream());
      String errorText = errors.join();
      if (show) {
        session.console().err().print(errorText);
        session.console().err().flush();
      }
      return new Result(await(process), out, errorText);
    }

    private CompletableFuture<Void> copyErrors(Process process) {
      PrintWriter err = session.console().err();
      return CompletableFuture.runAsync(
          () -> {
            err.print(text(process.getErrorStream()));
            err.flush();
          },
          THREADS);
    }

    /** Ignores failed writes of the input: the exit status shows whether it was needed. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private Process start(Redirect out, Redirect err) {
      var builder =
          new ProcessBuilder(resolved())
              .directory(folder.toFile())
              .redirectInput(standardInput())
              .redirectOutput(out)
              .redirectError(err);
      builder.environment().clear();
      builder.environment().putAll(session.workspace().environment());
      session.console().out().flush();
      session.console().err().flush();
      try {
        Process process = builder.start();
        String text = input;
        if (text != null) {
          CompletableFuture.runAsync(() -> write(process, text), THREADS);
        }
        return process;
      } catch (IOException e) {
        throw CommandFailedException.failed(words.get(0) + ": " + e.getMessage());
      }
    }

    private Redirect standardInput() {
      if (input != null) {
        return Redirect.PIPE;
      }
      return session.console().inherited()
          ? Redirect.INHERIT
          : Redirect.from(Path.of("/dev/null").toFile());
    }

    /** Resolves the program on the PATH of the session; Java would use that of this process. */
    private List<String> resolved() {
      String program = words.get(0);
      if (!program.contains("/")) {
        words.set(
            0,
            session
                .workspace()
                .find(program)
                .orElseThrow(() -> CommandFailedException.wrong(program + " is not on the PATH"))
                .toString());
      } else {
        words.set(0, folder.resolve(program).toString());
      }
      return words;
    }

    private static void write(Process process, String text) {
      try (var stream = process.getOutputStream()) {
        stream.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // The process ended without reading all input; its status shows whether it failed.
        return;
      }
    }
  }

  /** Waits also during shutdown: a signal from the terminal ends the child as well. */
  private int await(Process process) {
    var hook = new Thread(() -> process.onExit().join());
    boolean hooked = session.console().inherited() && add(hook);
    try {
      int status = process.waitFor();
      if (status == INTERRUPTED && hooked) {
        // Ctrl-C reaches this process as well: wait for its shutdown hook.
        session.pause().sleep(Duration.ofMillis(300));
      }
      return status;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      if (hooked) {
        remove(hook);
      }
    }
  }

  private static boolean add(Thread hook) {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return true;
    } catch (IllegalStateException shuttingDown) {
      return false;
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      return;
    }
  }

  private static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
