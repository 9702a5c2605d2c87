package dev.openshiftkafka.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Changes of the declared users: refusals, warnings and the snapshot. */
class UserGuardTest {
  private static Map<String, Object> user(String name, String authentication) {
    return Map.of("name", name, "authentication", authentication);
  }

  private static UserGuard guard(
      Map<String, String> deployed, boolean allowDelete, Object... users) {
    var edits = Map.of("users/declared", List.of(users), "users/allowDelete", (Object) allowDelete);
    var values = StackEdit.apply(StackFile.read("secure"), edits);
    return UserGuard.of(deployed, new ConfigSource("openshift-kafka", "secure", values).read());
  }

  private static Map<String, String> snapshot(Object... users) {
    return guard(Map.of(), false, users).snapshot();
  }

  @Test
  void refusals_userRemoved_refused() {
    var guard =
        guard(
            snapshot(user("orders", "scram"), user("old", "tls")), false, user("orders", "scram"));

    assertThat(guard.refusals())
        .containsExactly(
            "users.declared: user old is removed: its credentials, ACLs and quotas would stay in"
                + " the cluster, and nothing would manage them; set users.allowDelete to true to"
                + " delete them with its Secret, or restore the user");
    assertThat(guard.warnings()).isEmpty();
  }

  @Test
  void refusals_lastUserRemoved_refused() {
    assertThat(guard(snapshot(user("orders", "scram")), false).refusals()).hasSize(1);
  }

  /** Its old principal has ACLs and a password, too. */
  @Test
  void refusals_authenticationChanged_refused() {
    assertThat(guard(snapshot(user("orders", "scram")), false, user("orders", "tls")).refusals())
        .containsExactly(
            "authentication of user orders: scram -> tls: its credentials, ACLs and quotas would"
                + " stay in the cluster, and nothing would manage them; set users.allowDelete to"
                + " true to delete them with its Secret, or restore the user");
  }

  @Test
  void refusals_userAdded_permitted() {
    var guard =
        guard(
            snapshot(user("orders", "scram")), false, user("new", "tls"), user("orders", "scram"));

    assertThat(guard.refusals()).isEmpty();
    assertThat(guard.removed()).isEmpty();
    assertThat(guard.snapshot()).containsEntry("users.declared", "tls/new scram/orders");
  }

  @Test
  void warnings_deletionAllowed_namesUsers() {
    var guard =
        guard(
            snapshot(user("b", "scram"), user("a", "tls"), user("orders", "scram")),
            true,
            user("orders", "scram"));

    assertThat(guard.refusals()).isEmpty();
    assertThat(guard.warnings())
        .containsExactly(
            "users.declared: removed users lose their credentials, ACLs, quotas and Secrets,"
                + " because users.allowDelete is true: a (tls), b (scram)");
  }

  @Test
  void warnings_nothingRemoved_none() {
    assertThat(guard(snapshot(user("a", "tls")), true, user("a", "tls")).warnings()).isEmpty();
  }

  @Test
  void snapshot_noUsers_isEmpty() {
    assertThat(guard(Map.of(), false).snapshot()).isEmpty();
  }

  @Test
  void snapshot_manyUsers_isSmall() {
    Object[] users =
        IntStream.range(0, 200).mapToObj(i -> user("user-%03d".formatted(i), "scram")).toArray();
    var guard = guard(Map.of(), false, users);

    assertThat(guard.snapshot().toString()).hasSizeLessThan(3200);
    assertThat(guard(guard.snapshot(), false, users).refusals()).isEmpty();
  }
}
