package dev.openshiftkafka.pod.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.openshiftkafka.pod.readiness.Assessment.Cause;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restarts of controllers whose certificate was renewed. */
class CertificateRestartTest {
  private static final int CONTROLLERS = 3;
  private static final Assessment READY = new Assessment(Map.of(), StopRisk.NONE);

  private final X509Certificate old = certificate(1);
  private final X509Certificate renewed = certificate(2);
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  @TempDir private Path folder;
  private Instant now = Instant.EPOCH;

  private static X509Certificate certificate(int serial) {
    X509Certificate certificate = mock(X509Certificate.class);
    when(certificate.getSerialNumber()).thenReturn(BigInteger.valueOf(serial));
    return certificate;
  }

  private Path file(int index) {
    return folder.resolve("due-" + index);
  }

  private CertificateRestart restart(int index) {
    return new CertificateRestart(
        1000 + index,
        index,
        CONTROLLERS,
        file(index),
        new PrintStream(log, true, StandardCharsets.UTF_8),
        () -> now);
  }

  private String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  @Test
  void check_sameCertificate_withdrawsRequest() {
    CertificateRestart restart = restart(0);
    restart.check(old, renewed, READY);
    assertThat(file(0)).exists();

    restart.check(renewed, renewed, READY);

    assertThat(file(0)).doesNotExist();
    assertEquals(
        "certificate of controller 1000: serial 1 is presented, 2 is in the file; restart requested\n",
        log());
  }

  /** All controllers see a renewed certificate for an hour, and none returns: two never overlap. */
  @Test
  void check_allRenewed_requestsOneAfterAnother() {
    List<CertificateRestart> restarts = List.of(restart(0), restart(1), restart(2));
    var begun = new ArrayList<Instant>();
    Set<Integer> requested = new HashSet<>();
    for (int second = 0; second < 3600; second += 5) {
      now = Instant.ofEpochSecond(second);
      for (int i = 0; i < CONTROLLERS; i++) {
        restarts.get(i).check(old, renewed, READY);
        if (file(i).toFile().exists() && requested.add(i)) {
          begun.add(now);
        }
      }
    }

    assertEquals(Set.of(0, 1, 2), requested);
    for (int i = 1; i < begun.size(); i++) {
      assertThat(Duration.between(begun.get(i - 1), begun.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(5));
    }
  }

  /** A restart that began late in a turn would not end in it. */
  @Test
  void check_lateInTurn_waitsForTheNext() {
    now = Instant.ofEpochSecond(121);

    restart(0).check(old, renewed, READY);

    assertThat(file(0)).doesNotExist();
    assertThat(log()).endsWith("; restart waits for the turn of this controller\n");
  }

  @Test
  void check_otherControllerDown_waitsAndSaysWhy() {
    var risk = new StopRisk("no majority of the quorum would be left", Set.of(1002), Set.of(1002));
    CertificateRestart restart = restart(0);

    restart.check(old, renewed, new Assessment(Map.of(), risk));
    restart.check(old, renewed, new Assessment(Map.of(), risk));

    assertThat(file(0)).doesNotExist();
    assertEquals(
        "certificate of controller 1000: serial 1 is presented, 2 is in the file; restart waits: no majority of the quorum would be left\n",
        log());
  }

  @Test
  void check_notReady_waits() {
    restart(0)
        .check(
            old,
            renewed,
            new Assessment(Map.of(Cause.OUT_OF_SYNC, List.of("metadata log")), StopRisk.NONE));

    assertThat(file(0)).doesNotExist();
  }
}
