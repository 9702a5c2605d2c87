package dev.openshiftkafka.cli.preflight;

import dev.openshiftkafka.cli.preflight.Check.Target;
import dev.openshiftkafka.cli.preflight.Result.Status;
import dev.openshiftkafka.config.Layer;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Runs checks; a failed check does not stop the others. */
final class Preflight {
  /** Error codes of AWS services for a missing permission. */
  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "AuthorizationError",
          "UnauthorizedOperation",
          "AuthorizationErrorException");

  private static final int FORBIDDEN = 403;

  private final Target target;
  private final Set<Layer> unreachable = EnumSet.noneOf(Layer.class);

  Preflight(Target target) {
    this.target = target;
  }

  /** A check and its result. */
  record Outcome(Check check, Result result) {}

  /** Returns all checks, in the order of the report; the first of a layer tests the connection. */
  static List<Check> checks() {
    return Stream.of(
            ClusterChecks.all(),
            NodeChecks.all(),
            StorageChecks.all(),
            RightsChecks.all(),
            ProjectChecks.all(),
            PodChecks.all(),
            NetworkChecks.all(),
            ImageChecks.all(),
            MachineChecks.all(),
            AwsAccountChecks.all(),
            AwsNetworkChecks.all(),
            AwsSecurityGroupChecks.all(),
            AwsInstanceChecks.all(),
            AwsQuotaChecks.all(),
            AwsVolumeChecks.all(),
            AwsDnsChecks.all())
        .flatMap(List::stream)
        .toList();
  }

  /** Runs the given checks in their order. */
  List<Outcome> run(List<Check> checks) {
    var outcomes = new ArrayList<Outcome>();
    for (Check check : checks) {
      outcomes.add(new Outcome(check, result(check)));
    }
    return List.copyOf(outcomes);
  }

  private Result result(Check check) {
    if (!isDeclared(check.layer())) {
      return Result.skipped("the stack does not declare layer " + name(check.layer()));
    }
    if (unreachable.contains(check.layer())) {
      return Result.skipped(
          check.layer() == Layer.AWS ? "AWS does not answer" : "the API server does not answer");
    }
    return check.skipReason().apply(target.plan()).map(Result::skipped).orElseGet(() -> run(check));
  }

  private boolean isDeclared(Layer layer) {
    var config = target.plan().config();
    return layer == Layer.OPENSHIFT ? config.usesCluster() : config.has(layer);
  }

  private Result run(Check check) {
    Result result;
    try {
      result = check.probe().run(target);
    } catch (KubernetesClientException e) {
      result = ofCluster(e);
    } catch (AwsServiceException e) {
      result = ofAws(e);
    } catch (SdkException e) {
      result = unreachable(target.account().lastAction(), e);
    } catch (Exception e) {
      result = unreachable(check.id(), e);
    }
    if (isFirst(check) && result.status() == Status.FAILURE) {
      unreachable.add(check.layer());
    }
    return result;
  }

  private static boolean isFirst(Check check) {
    return check.id().equals(ClusterChecks.API_SERVER)
        || check.id().equals(AwsAccountChecks.CALLER);
  }

  private static String name(Layer layer) {
    return layer.name().toLowerCase(Locale.ROOT);
  }

  /** A missing permission is a warning: what cannot be read may be correct. */
  private Result ofCluster(KubernetesClientException e) {
    String message = e.getStatus() == null ? reason(e) : e.getStatus().getMessage();
    if (e.getCode() == FORBIDDEN) {
      return Result.warning(
          "rights of the caller",
          "not checked: " + message,
          "grant this right, or let an administrator run bin/kafka-stack preflight");
    }
    return Result.failure(
        "API server",
        e.getCode() <= 0 ? "no answer: " + message : "HTTP " + e.getCode() + ": " + message,
        "check the address and the credentials of the kubeconfig");
  }

  private Result ofAws(AwsServiceException e) {
    String code = code(e);
    String action = target.account().lastAction();
    if (DENIED.contains(code)) {
      return Result.warning(
          action,
          "not checked: access denied (" + code + ")",
          "allow "
              + action
              + " in the caller's IAM policy, or run bin/kafka-stack preflight with other credentials");
    }
    return Result.failure(
        action,
        "AWS answered with HTTP " + e.statusCode() + " " + code + ": " + detail(e),
        "check the credentials and the region");
  }

  private static String code(AwsServiceException e) {
    return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
        ? ""
        : e.awsErrorDetails().errorCode();
  }

  private static String detail(AwsServiceException e) {
    return e.awsErrorDetails() == null ? reason(e) : e.awsErrorDetails().errorMessage();
  }

  private static Result unreachable(String object, Exception e) {
    return Result.failure(
        object, "no answer: " + reason(e), "check the network, the address and the credentials");
  }

  /** Returns the message of the root cause; outer messages repeat it or have less detail. */
  private static String reason(Throwable failure) {
    String reason = failure.getClass().getSimpleName();
    Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof ConnectException && cause.getMessage() == null) {
        return "connection refused";
      }
      reason = cause.getMessage() == null ? reason : cause.getMessage();
      cause = cause.getCause() == cause ? null : cause.getCause();
    }
    return reason.lines().findFirst().orElse("");
  }
}
