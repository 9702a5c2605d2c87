package dev.openshiftkafka.cli.runtime;

import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * Output streams of a command.
 *
 * @param out results
 * @param err progress and errors
 * @param inherited whether these are the streams of this process, which child processes then
 *     inherit: a program that prompts the user needs the terminal itself
 */
public record Console(PrintWriter out, PrintWriter err, boolean inherited) {
  /** The streams of this process. */
  public static Console ofProcess() {
    return new Console(
        new PrintWriter(System.out, true, Charset.defaultCharset()),
        new PrintWriter(System.err, true, Charset.defaultCharset()),
        true);
  }
}
