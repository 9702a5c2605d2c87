package dev.openshiftkafka.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Map;

/** The fields of a {@link BuildConfig} that builds an inline Dockerfile. */
public final class BuildConfigArgs extends ResourceArgs {
  static final String API_VERSION = "build.openshift.io/v1";

  private static final int LIMIT_SECONDS = 1200;

  @Import private final Output<String> apiVersion = Output.of(API_VERSION);
  @Import private final Output<String> kind = Output.of("BuildConfig");
  @Import private final Output<ObjectMetaArgs> metadata;
  @Import private final Output<Map<String, Object>> spec;

  /**
   * Takes what is built and where it goes.
   *
   * @param imageStreamTag where the image goes, as {@code stream:tag}
   */
  public BuildConfigArgs(ObjectMetaArgs metadata, String dockerfile, String imageStreamTag) {
    this.metadata = Output.of(metadata);
    this.spec =
        Output.of(
            Map.of(
                "source",
                Map.of("type", "Dockerfile", "dockerfile", dockerfile),
                "strategy",
                // A build that runs again is to have what its base image has become meanwhile.
                Map.of("type", "Docker", "dockerStrategy", Map.of("forcePull", true)),
                "output",
                Map.of("to", Map.of("kind", "ImageStreamTag", "name", imageStreamTag)),
                "triggers",
                List.of(Map.of("type", "ConfigChange")),
                "runPolicy",
                "SerialLatestOnly",
                "completionDeadlineSeconds",
                LIMIT_SECONDS,
                "resources",
                Map.of(
                    "requests", Map.of("cpu", "250m", "memory", "1Gi"),
                    "limits", Map.of("memory", "1Gi")),
                "successfulBuildsHistoryLimit",
                1,
                "failedBuildsHistoryLimit",
                2));
  }
}
