package dev.openshiftkafka.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.batch.v1.Job;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import dev.openshiftkafka.config.ResourcesConfig;
import dev.openshiftkafka.config.StackConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Declares the Jobs of a change of the cluster, with their account and their files.
 *
 * <p>Later updates declare the Jobs of the last change again and ignore their changes, so that an
 * update without an edit changes nothing and runs nothing.
 *
 * @param workload builder of the pods
 * @param program what the Jobs run; its {@link ProgramJob#files} is also the name of the account
 * @param done whether an earlier update completed the change
 */
public record ChangeJobs(Workload workload, ProgramJob program, boolean done) {
  /** Time to schedule a pod and pull its image. */
  private static final Duration START = Duration.ofMinutes(5);

  /**
   * The Jobs of a change that no earlier update completed. They run in the brokers' image and
   * connect as {@link ClientIdentity#TOOLS}.
   *
   * @param name name of the account and of the ConfigMap with the files
   * @param component value of the label app.kubernetes.io/component
   * @param memory memory limit of the container
   */
  public static ChangeJobs of(
      StackConfig config, String name, String component, PodProgram program, String memory) {
    return new ChangeJobs(
        Workload.of(config, name, component),
        new ProgramJob(
            program,
            name,
            config.images().kafka(config.kafka().version()),
            new ResourcesConfig("100m", null, memory),
            ClientCredentials.of(config, ClientIdentity.TOOLS)),
        false);
  }

  /**
   * The Jobs of one change among several: each has other pods, so that Pulumi replaces the Jobs.
   *
   * @param change identifies the change
   */
  public ChangeJobs identifiedBy(String change) {
    String hash = ConfigHash.of(change, program.image());
    return new ChangeJobs(workload.annotated(Map.of(ConfigHash.ANNOTATION, hash)), program, done);
  }

  /** The Jobs of a change that an earlier update may have completed. */
  public ChangeJobs completed(boolean byEarlierUpdate) {
    return new ChangeJobs(workload, program, byEarlierUpdate);
  }

  /** The command of a Job's container. */
  public List<String> command(List<String> arguments) {
    return program.command(arguments);
  }

  /**
   * Declares the account and the files, on which the first Job must depend.
   *
   * @param archives jars of the program, from {@link ProgramJob#archives}
   */
  public List<Resource> declareFiles(OperandComponent component, Map<String, String> archives) {
    String name = program.files();
    return List.of(
        new ServiceAccount(name, workload.serviceAccount(), component.child().build()),
        new ConfigMap(
            name,
            ConfigMapArgs.builder().metadata(workload.meta(name)).binaryData(archives).build(),
            keep(component.child(), "binaryData").build()));
  }

  /** The deadline of a Job whose program ends within some time. */
  public static Duration deadline(int programSeconds) {
    return START.plusSeconds(programSeconds);
  }

  /**
   * Declares a Job.
   *
   * @param deadline time after which the Job fails
   */
  public Job declare(
      String name,
      List<String> arguments,
      Duration deadline,
      CustomResourceOptions.Builder options) {
    // The plugin must not give up before the Job does.
    Duration timeout = deadline.plus(START);
    return new Job(
        name,
        program.args(workload, name, arguments, (int) deadline.toSeconds()),
        keep(options, "spec")
            .customTimeouts(CustomTimeouts.builder().create(timeout).update(timeout).build())
            .build());
  }

  /**
   * Adds entries to the snapshot once a Job has succeeded. After a failed one the last snapshot
   * remains, and the next update runs the Job again.
   */
  public void addToSnapshot(DeploymentContext context, Job job, Map<String, String> entries) {
    context.addToSnapshot(done ? Output.of(entries) : job.urn().applyValue(urn -> entries));
  }

  /** What a Job depends on: earlier resources, then those of {@link #declareFiles}. */
  public static List<Resource> after(List<Resource> earlier, List<Resource> files) {
    var all = new ArrayList<>(earlier);
    all.addAll(files);
    return List.copyOf(all);
  }

  /**
   * Options of an object of a completed change.
   *
   * @param property the part of the object that would differ
   */
  private CustomResourceOptions.Builder keep(
      CustomResourceOptions.Builder options, String property) {
    return done ? options.ignoreChanges(property, "metadata") : options;
  }
}
