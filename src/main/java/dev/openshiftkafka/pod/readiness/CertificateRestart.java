package dev.openshiftkafka.pod.readiness;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Requests a restart of the controller in this pod when its certificate was renewed: a controller
 * cannot read a renewed certificate while it runs (KAFKA-20583).
 *
 * <p>The liveness probe of the controller fails while the file exists. Each controller has turns of
 * its own by the clock, and takes one only while the quorum can spare it. So controllers restart
 * one after another without a coordinator.
 */
final class CertificateRestart {
  /** Longer than a restart: the probe's failures, the shutdown, and the start. */
  private static final Duration TURN = Duration.ofMinutes(5);

  /** A restart begins early in its turn, so that it ends in it. */
  private static final Duration BEGIN = Duration.ofMinutes(2);

  private final int controller;
  private final int index;
  private final int controllers;
  private final Path file;
  private final PrintStream log;
  private final InstantSource clock;
  private String last = "";

  /**
   * Creates the requests of a controller.
   *
   * @param index position of the controller among the voters
   * @param controllers number of voters
   * @param file file whose existence fails the liveness probe
   */
  CertificateRestart(
      int controller, int index, int controllers, Path file, PrintStream log, InstantSource clock) {
    this.controller = controller;
    this.index = index;
    this.controllers = controllers;
    this.file = file;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Requests a restart, or withdraws the request when the certificates are equal.
   *
   * @param presented certificate that the controller presents
   * @param renewed certificate in its files
   * @param assessment newest state of the controller
   */
  void check(X509Certificate presented, X509Certificate renewed, Assessment assessment) {
    try {
      if (presented.equals(renewed)) {
        Files.deleteIfExists(file);
        last = "";
        return;
      }
      String state = request(assessment);
      if (!state.equals(last)) {
        last = state;
        log.printf(
            "certificate of controller %d: serial %x is presented, %x is in the file; restart %s%n",
            controller, presented.getSerialNumber(), renewed.getSerialNumber(), state);
      }
    } catch (IOException e) {
      // A controller that serves the quorum is ready all the same.
      log.println("certificate of controller " + controller + ": restart failed: " + e);
    }
  }

  private String request(Assessment assessment) throws IOException {
    if (Files.exists(file)) {
      return "requested";
    }
    if (!assessment.stopRisk().isEmpty()) {
      return "waits: " + assessment.stopRisk();
    }
    if (!assessment.isEmpty()) {
      return "waits: " + assessment;
    }
    long seconds = clock.instant().getEpochSecond();
    boolean turn =
        seconds / TURN.toSeconds() % controllers == index
            && seconds % TURN.toSeconds() < BEGIN.toSeconds();
    if (!turn) {
      return "waits for the turn of this controller";
    }
    Files.createFile(file);
    return "requested";
  }
}
