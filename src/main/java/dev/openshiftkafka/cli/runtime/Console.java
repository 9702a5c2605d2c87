package dev.openshiftkafka.cli.runtime;

import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err progress and errors
 * @param inherited whether these are the streams of this process, which processes that the command
 *     starts then share: a program that asks the user something needs the terminal itself
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
