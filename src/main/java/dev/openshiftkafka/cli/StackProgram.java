package dev.openshiftkafka.cli;

import dev.openshiftkafka.config.StackConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Functions of the Pulumi program that commands use. */
public interface StackProgram {
  /** The RBAC roles that a deployer of a stack needs. */
  List<Map<String, Object>> deployerRoles(StackConfig config);

  /** The same roles for a stack file, as YAML. */
  String deployerRights(Path stackFile) throws IOException;

  /** Writes the dashboards of a stack file into a folder. */
  void writeDashboards(Path stackFile, Path folder) throws IOException;
}
