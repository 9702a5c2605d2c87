package dev.openshiftkafka.testing;

import com.pulumi.Log;
import com.pulumi.resources.Resource;
import com.pulumi.test.Mocks;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import com.pulumi.test.internal.MockMonitor;
import com.pulumi.test.internal.PulumiTestInternal;
import dev.openshiftkafka.KafkaStack;
import dev.openshiftkafka.SdkBusyWaitWorkaround;
import dev.openshiftkafka.config.reader.ConfigSource;
import dev.openshiftkafka.guard.ClusterHealth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Logger;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;

/** A run of the program against Pulumi mocks that record all resources. */
public record StackRun(TestResult result, List<Declared> declared) {
  private static final ClusterHealth HEALTHY = config -> ClusterHealth.Report.HEALTHY;

  /** Latest runs: many tests look at different objects of the same run. */
  private static final Map<Inputs, StackRun> RUNS =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Inputs, StackRun> eldest) {
              return size() > MAX_RUNS;
            }
          });

  private static final int MAX_RUNS = 24;

  /** Without it, the SDK's loop would take half of the processor time of the tests. */
  private static final Logger LOGGER = logger();

  private static Logger logger() {
    SdkBusyWaitWorkaround.install();
    return Logger.getLogger(SdkBusyWaitWorkaround.NAME);
  }

  private record Inputs(
      String stack,
      Map<String, String> values,
      boolean preview,
      Map<String, Object> lastOutputs,
      ClusterHealth health) {}

  /** Runs the first update of a stack. */
  public static StackRun update(String stack, Map<String, String> values) {
    return run(stack, values, false, Map.of(), HEALTHY);
  }

  /**
   * Runs an update of a stack whose last update exported the given outputs.
   *
   * @param health state of the deployed cluster
   */
  public static StackRun update(
      String stack,
      Map<String, String> values,
      Map<String, Object> lastOutputs,
      ClusterHealth health) {
    return run(stack, values, false, lastOutputs, health);
  }

  /** Runs a preview of a stack whose last update exported the given outputs. */
  public static StackRun preview(
      String stack, Map<String, String> values, Map<String, Object> lastOutputs) {
    return run(stack, values, true, lastOutputs, HEALTHY);
  }

  /** Runs a preview with the state of the deployed cluster. */
  public static StackRun preview(
      String stack,
      Map<String, String> values,
      Map<String, Object> lastOutputs,
      ClusterHealth health) {
    return run(stack, values, true, lastOutputs, health);
  }

  private static StackRun run(
      String stack,
      Map<String, String> values,
      boolean preview,
      Map<String, Object> lastOutputs,
      ClusterHealth health) {
    var inputs = new Inputs(stack, Map.copyOf(values), preview, Map.copyOf(lastOutputs), health);
    StackRun known = RUNS.get(inputs);
    if (known == null) {
      known = execute(inputs);
      RUNS.put(inputs, known);
    }
    return known;
  }

  private static StackRun execute(Inputs inputs) {
    List<Declared> declared = Collections.synchronizedList(new ArrayList<>());
    Mocks mocks =
        args ->
            CompletableFuture.completedFuture(
                Mocks.ResourceResult.of(
                    Optional.of(MockOutputs.id(args)),
                    args.type.equals("pulumi:pulumi:StackReference")
                        ? Map.of("name", args.name, "outputs", inputs.lastOutputs())
                        : MockOutputs.of(args)));
    var options =
        TestOptions.builder()
            .organizationName("organization")
            .projectName("openshift-kafka")
            .stackName(inputs.stack())
            .preview(inputs.preview())
            .build();
    try {
      TestResult result =
          PulumiTestInternal.builder()
              .options(options)
              .mocks(mocks)
              .standardLogger(LOGGER)
              .monitorDecorator(
                  monitor -> new Recorder(mocks, PulumiTestInternal.mockLog(LOGGER), declared))
              .build()
              .runTest(
                  context ->
                      KafkaStack.declare(
                          context,
                          new ConfigSource("openshift-kafka", inputs.stack(), inputs.values()),
                          inputs.health()));
      return new StackRun(result, List.copyOf(declared));
    } finally {
      PulumiTestInternal.cleanup();
    }
  }

  /** Returns a container of a StatefulSet's pod template. */
  public Map<String, Object> container(String set, String name) {
    return object("StatefulSet", set).listAt("spec", "template", "spec", "containers").stream()
        .filter(container -> container.get("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Returns all Kubernetes objects. */
  public List<Declared> objects() {
    return declared.stream().filter(Declared::isObject).toList();
  }

  /** Returns all resources whose type has this prefix. */
  public List<Declared> resources(String type) {
    return declared.stream().filter(resource -> resource.type().startsWith(type)).toList();
  }

  /** Returns the object of a kind and name. */
  public Declared object(String kind, String name) {
    return objects().stream()
        .filter(object -> object.kind().equals(kind))
        .filter(object -> name.equals(object.at("metadata", "name")))
        .reduce(
            (first, second) -> {
              throw new AssertionError("two objects " + kind + " " + name);
            })
        .orElseThrow(() -> new AssertionError("no object " + kind + " " + name));
  }

  /** Returns all objects of a kind. */
  public List<Declared> objects(String kind) {
    return objects().stream().filter(object -> object.kind().equals(kind)).toList();
  }

  private static final class Recorder extends MockMonitor {
    private final List<Declared> declared;

    Recorder(Mocks mocks, Log log, List<Declared> declared) {
      super(mocks, log);
      this.declared = declared;
    }

    @Override
    public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
        Resource resource, RegisterResourceRequest request) {
      declared.add(Declared.of(request));
      return super.registerResourceAsync(resource, request);
    }
  }
}
