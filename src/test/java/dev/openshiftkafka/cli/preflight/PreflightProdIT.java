package dev.openshiftkafka.cli.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.cli.preflight.Result.Status;
import dev.openshiftkafka.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole preflight of prod, against a cluster and an account that meet its requirements. */
class PreflightProdIT {
  private static final String BEGIN = "<!-- sample: from PreflightProdIT -->\n```text\n";
  private static final String END = "```\n<!-- end of sample -->\n";

  /** Other tests create project kafka in the same API server. */
  private static final String PROJECT = "project-of-prod";

  @Test
  void run_prod_isAsDocumented() {
    try (PreflightFixture fixture = new PreflightFixture("prod", PROJECT)) {
      cluster(fixture);
      Map<String, String> ids = account(fixture);
      var report = new PreflightReport("prod", fixture.run(Preflight.checks()));

      Golden.assertPart(PreflightDocumentTest.PAGE, BEGIN, END, documented(report.text(), ids));
      assertEquals(0, report.count(Status.WARNING) - 1, report.text());
      assertEquals(1, report.count(Status.FAILURE), report.text());
    }
  }

  @Test
  void run_certificateWithEllipticCurveKey_connects(@TempDir Path folder) throws IOException {
    Path kubeconfig =
        Files.writeString(folder.resolve("kubeconfig"), ApiServer.running().kubeconfig());

    try (Cluster cluster = Cluster.connect(kubeconfig, null)) {
      assertTrue(cluster.mayI("delete", "", "nodes", "", ""));
    }
  }

  private static void cluster(PreflightFixture fixture) {
    fixture
        .apply(
            ClusterCases.version(
                "4.16.3", "{knownCapabilities: [Build], enabledCapabilities: [Build]}"))
        .apply(ClusterCases.operator("authentication", "True", "False"))
        .apply(ClusterCases.pool("worker", "False", "False"))
        .apply(ClusterCases.lease("worker-a", Instant.now()))
        .apply(ClusterCases.infrastructure("prod-m3n9r", "{type: AWS, aws: {region: eu-west-1}}"))
        .apply(ClusterCases.machineSet())
        .apply(ClusterCases.secret("openshift-machine-api", "worker-user-data"))
        .apply(ClusterCases.secret("openshift-machine-api", "aws-cloud-credentials"))
        .apply(NodeCases.DRIVER)
        .apply(NetworkCases.config("Ingress", "{domain: apps.prod.example.com}", "{}"))
        .apply(NetworkCases.router("True"))
        .apply(NetworkCases.imageStream("v4.4"))
        .apply(NetworkCases.config("Network", "{}", "{networkType: OVNKubernetes}"))
        .apply(NetworkCases.monitoringConfig("true"))
        .apply(NetworkCases.prometheus(2))
        .apply(NetworkCases.registry("Managed", "{s3: {bucket: prod-m3n9r-images}}"))
        .apply(NetworkCases.pullSecret("{\"auths\": {\"quay.io\": {}}}"));
  }

  /** Prepares the account and returns moto's ids with the stack file's ids. */
  private static Map<String, String> account(PreflightFixture fixture) {
    AwsNetwork network = fixture.aws().network().nat().open("-1", -1, -1).controlPlane(6443);
    fixture
        .aws()
        .ami("x86_64")
        .simulated("ec2:CreateVolume", "allowed")
        .quota("ec2", AwsQuotaChecks.STANDARD_VCPUS, 256)
        .quota("ebs", AwsQuotaChecks.STORAGE.get("gp3"), 50);
    fixture.aws().account().sns().createTopic(b -> b.name("kafka-prod-alarms"));
    var iam = fixture.aws().account().iam();
    String profile = "prod-m3n9r-worker-profile";
    iam.createRole(b -> b.roleName("prod-m3n9r-worker-role").assumeRolePolicyDocument("{}"));
    iam.createInstanceProfile(b -> b.instanceProfileName(profile));
    iam.addRoleToInstanceProfile(
        b -> b.instanceProfileName(profile).roleName("prod-m3n9r-worker-role"));
    var ids = new LinkedHashMap<String, String>();
    ids.put(network.vpc(), "vpc-0d000000000000002");
    ids.put(network.workers(), "sg-0e000000000000002");
    return ids;
  }

  /** Replaces names of this run with those of the stack file. */
  private static String documented(String text, Map<String, String> ids) {
    String shown = text;
    for (var id : ids.entrySet()) {
      shown = shown.replace(id.getKey(), id.getValue());
    }
    return shown
        .replace(PROJECT, "kafka")
        .replaceAll("https://127\\.0\\.0\\.1:[0-9]+/", "https://api.prod.example.com:6443/")
        .replaceAll("Kubernetes v[0-9.]+", "Kubernetes v1.29.7")
        .replaceAll(
            "arn:aws:sts::123456789012:user/\\w+", "arn:aws:iam::123456789012:user/deployer")
        .replaceAll("sg-[0-9a-f]{17}(?=: does not)", "sg-0e000000000000009");
  }
}
