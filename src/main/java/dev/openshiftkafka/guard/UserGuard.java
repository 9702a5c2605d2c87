package dev.openshiftkafka.guard;

import dev.openshiftkafka.config.StackConfig;
import dev.openshiftkafka.config.UserAuthentication;
import dev.openshiftkafka.config.UserConfig;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Refuses to remove users that the last update declared, unless the configuration allows it. */
public final class UserGuard {
  /** Snapshot key, whose value has the declared users: {@code scram/orders tls/payments}. */
  private static final String USERS = "users.declared";

  private final StackConfig config;
  private final SortedSet<DeployedUser> before;
  private final SortedSet<DeployedUser> after;

  private UserGuard(Map<String, String> deployed, StackConfig config) {
    this.config = config;
    this.before = DeployedUser.read(deployed.getOrDefault(USERS, ""));
    this.after = new TreeSet<>(config.users().declared().stream().map(DeployedUser::of).toList());
  }

  /**
   * Compares the declared users with those of the last successful update.
   *
   * @param deployed snapshot that this update exported, empty before the first update
   */
  public static UserGuard of(Map<String, String> deployed, StackConfig config) {
    return new UserGuard(deployed, config);
  }

  /** A user of an update: with another authentication it is another principal. */
  public record DeployedUser(UserAuthentication authentication, String name)
      implements Comparable<DeployedUser> {
    static DeployedUser of(UserConfig user) {
      return new DeployedUser(user.authentication(), user.name());
    }

    /** Reads users from the text of {@link #text}. */
    public static SortedSet<DeployedUser> read(String text) {
      return Arrays.stream(text.split(" "))
          .filter(word -> !word.isEmpty())
          .map(word -> word.split("/", 2))
          .map(parts -> new DeployedUser(authentication(parts[0]), parts[1]))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Writes users as the value of a snapshot. */
    public static String text(SortedSet<DeployedUser> users) {
      return users.stream()
          .map(user -> user.authentication + "/" + user.name)
          .collect(Collectors.joining(" "));
    }

    private static UserAuthentication authentication(String word) {
      return UserAuthentication.valueOf(word.toUpperCase(Locale.ROOT));
    }

    @Override
    public int compareTo(DeployedUser other) {
      return Comparator.comparing(DeployedUser::name)
          .thenComparing(DeployedUser::authentication)
          .compare(this, other);
    }
  }

  /** The reasons to refuse the change, each with what to do. */
  public List<String> refusals() {
    return config.users().allowDelete()
        ? List.of()
        : removed().stream().map(this::refusal).toList();
  }

  private String refusal(DeployedUser user) {
    String still =
        after.stream()
            .filter(other -> other.name().equals(user.name()))
            .map(
                other ->
                    "authentication of user %s: %s -> %s"
                        .formatted(user.name(), user.authentication(), other.authentication()))
            .findFirst()
            .orElse("users.declared: user " + user.name() + " is removed");
    return still
        + ": its credentials, ACLs and quotas would stay in the cluster, and nothing would manage"
        + " them; set users.allowDelete to true to delete them with its Secret, or restore the"
        + " user";
  }

  /** Warnings about users that this update deletes. */
  public List<String> warnings() {
    if (removed().isEmpty() || !config.users().allowDelete()) {
      return List.of();
    }
    return List.of(
        "users.declared: removed users lose their credentials, ACLs, quotas and Secrets, because"
            + " users.allowDelete is true: "
            + removed().stream()
                .map(user -> user.name() + " (" + user.authentication() + ")")
                .collect(Collectors.joining(", ")));
  }

  /** The users that the last update declared and the current configuration does not. */
  public SortedSet<DeployedUser> removed() {
    var removed = new TreeSet<>(before);
    removed.removeAll(after);
    return removed;
  }

  /** The declared users, as entries of the deployment snapshot. */
  public Map<String, String> snapshot() {
    return config.users().isWanted() ? Map.of(USERS, DeployedUser.text(after)) : Map.of();
  }
}
