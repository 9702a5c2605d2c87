package dev.openshiftkafka.cli.kafka;

import dev.openshiftkafka.cli.runtime.CommandFailedException;
import dev.openshiftkafka.cli.runtime.Commands.Result;
import dev.openshiftkafka.cli.runtime.Session;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cordons of brokers: Kafka places no new replicas on a cordoned broker, and refuses reassignments
 * to it (KIP-1066).
 */
public final class Cordons {
  private static final String SETTING = "cordoned.log.dirs";
  private static final Pattern BROKER = Pattern.compile("Dynamic configs for broker ([0-9]+) are:");

  private final Session session;
  private final ToolsPod pod;

  /** Creates the cordons of a cluster. */
  public Cordons(Session session, ToolsPod pod) {
    this.session = session;
    this.pod = pod;
  }

  /**
   * Removes the cordons of brokers that receive replicas, and cordons brokers that leave.
   *
   * @param receiving ids of brokers that a reassignment moves replicas to
   * @param leaving ids of brokers that are to be removed
   */
  public void apply(Collection<Integer> receiving, Collection<Integer> leaving) {
    if (!Features.canCordon(Features.finalized(pod))) {
      if (!leaving.isEmpty()) {
        session.say(
            "brokers %s are not cordoned, which needs metadata.version 4.3; do not create topics"
                    .formatted(leaving)
                + " before they are removed, or their replicas may be placed there");
      }
      return;
    }
    Set<Integer> cordoned = cordoned();
    for (int broker : receiving) {
      if (cordoned.contains(broker)) {
        alter(broker, "--delete-config", SETTING);
        session.say("broker " + broker + " is no longer cordoned");
      }
    }
    for (int broker : leaving) {
      if (!cordoned.contains(broker)) {
        alter(broker, "--add-config", SETTING + "=*");
        session.say("broker " + broker + " is cordoned: it gets no new replicas");
      }
    }
  }

  private Set<Integer> cordoned() {
    Result described = pod.configs("--describe", "--entity-type", "brokers");
    check(described, "--describe");
    var cordoned = new TreeSet<Integer>();
    int broker = -1;
    for (String line : described.out().lines().toList()) {
      Matcher heading = BROKER.matcher(line.strip());
      if (heading.matches()) {
        broker = Integer.parseInt(heading.group(1));
      } else if (line.strip().startsWith(SETTING + "=")) {
        cordoned.add(broker);
      }
    }
    return cordoned;
  }

  private void alter(int broker, String option, String value) {
    String id = String.valueOf(broker);
    check(
        pod.configs("--alter", option, value, "--entity-type", "brokers", "--entity-name", id),
        "--alter " + option + " " + value + " of broker " + id);
  }

  private static void check(Result ended, String what) {
    if (!ended.ok()) {
      throw CommandFailedException.failed(
          "kafka-configs %s failed: %s".formatted(what, ended.err().strip()));
    }
  }
}
