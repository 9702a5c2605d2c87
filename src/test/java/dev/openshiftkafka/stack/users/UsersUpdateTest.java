package dev.openshiftkafka.stack.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.stack.Operands;
import dev.openshiftkafka.testing.StackEdit;
import dev.openshiftkafka.testing.StackFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the Job that an edit of the declared users runs. */
class UsersUpdateTest {
  private static Map<String, Object> user(String name, String authentication) {
    return Map.of("name", name, "authentication", authentication);
  }

  private static UsersUpdate update(Map<String, String> deployed, Map<String, ?> edits) {
    var values = StackEdit.apply(StackFile.read("secure"), edits);
    var config = new ConfigSource("openshift-kafka", "secure", values).read();
    return new UsersUpdate(deployed, config, Operands.identities(config), ClientAccess.of(config));
  }

  private static UsersUpdate update(
      Map<String, String> deployed, boolean allowDelete, Object... users) {
    return update(
        deployed, Map.of("users/declared", List.of(users), "users/allowDelete", allowDelete));
  }

  private static String declaration(UsersUpdate update) {
    return update.job().data().get("users.json");
  }

  @Test
  void update_userRemoved_deletesItsPrincipal() {
    var before = update(Map.of(), false, user("a", "scram"), user("b", "tls")).snapshot();

    assertThat(declaration(update(before, true)))
        .contains(
            "\"name\" : \"a\",\n    \"principal\" : \"User:a\",\n    \"quotaEntity\" : \"a\",\n"
                + "    \"password\" : true")
        .contains(
            "\"name\" : \"b\",\n    \"principal\" : \"User:CN=b\",\n    \"quotaEntity\" : \"CN=b\",\n"
                + "    \"password\" : false");
  }

  @Test
  void update_afterDeletion_isUnchanged() {
    var before = update(Map.of(), false, user("old", "scram"), user("orders", "scram")).snapshot();
    var deleted = update(before, true, user("orders", "scram"));
    var again = update(deleted.snapshot(), true, user("orders", "scram"));

    assertThat(deleted.isUnchanged()).isFalse();
    assertThat(again.isUnchanged()).isTrue();
    assertThat(again.job().id()).isEqualTo(deleted.job().id());
    assertThat(again.snapshot()).isEqualTo(deleted.snapshot());
  }

  /** A user of this name may have been created in the meantime. */
  @Test
  void update_laterEdit_doesNotDeleteAgain() {
    var before = update(Map.of(), false, user("old", "scram"), user("orders", "scram")).snapshot();
    var deleted = update(before, true, user("orders", "scram"));
    var later = update(deleted.snapshot(), true, user("orders", "scram"), user("new", "scram"));

    assertThat(declaration(deleted)).contains("\"name\" : \"old\"");
    assertThat(declaration(later)).doesNotContain("\"name\" : \"old\"");
    assertThat(later.snapshot()).doesNotContainKey("users.deleted");
  }

  @Test
  void id_userOrder_isIrrelevant() {
    String id = update(Map.of(), false, user("a", "scram"), user("b", "scram")).job().id();

    assertThat(update(Map.of(), false, user("b", "scram"), user("a", "scram")).job().id())
        .isEqualTo(id);
    assertThat(update(Map.of(), false, user("b", "tls"), user("a", "scram")).job().id())
        .isNotEqualTo(id);
  }

  @Test
  void id_givenPassword_changesWithIt() {
    var edits = new HashMap<String, Object>();
    edits.put("users/declared", List.of(user("a", "scram"), user("b", "scram")));
    edits.put("userPasswords/a", "given-password-12");
    edits.put("userPasswords/b", "given-password-34");
    UsersUpdate first = update(Map.of(), edits);
    edits.put("userPasswords/b", "given-password-56");
    UsersUpdate second = update(Map.of(), edits);

    assertThat(second.job().id()).isNotEqualTo(first.job().id());
    assertThat(update(Map.of(), edits).job().id()).isEqualTo(second.job().id());
    for (UsersUpdate update : List.of(first, second)) {
      assertThat(declaration(update) + update.snapshot() + update.job().job())
          .doesNotContain("given-password");
    }
    assertThat(second.job().data().get("users.json").replace(second.job().id(), ""))
        .isEqualTo(first.job().data().get("users.json").replace(first.job().id(), ""));
  }

  @Test
  void hash_passwords_dependsOnAllAndOnSalt() {
    String hash = PasswordHash.of("kafka", Map.of("a", "one", "b", "two"));

    assertThat(hash).hasSize(64);
    assertThat(PasswordHash.of("kafka", Map.of("a", "two", "b", "one"))).isNotEqualTo(hash);
    assertThat(PasswordHash.of("other", Map.of("a", "one", "b", "two"))).isNotEqualTo(hash);
    assertThat(PasswordHash.of("kafka", Map.of())).isEmpty();
  }
}
