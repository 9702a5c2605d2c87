package dev.openshiftkafka.testing;

import com.pulumi.test.Mocks.ResourceArgs;
import java.util.HashMap;
import java.util.Map;

/** What a provider adds to the inputs of a resource once it exists. */
final class MockOutputs {
  private MockOutputs() {}

  static Map<String, Object> of(ResourceArgs args) {
    var outputs = new HashMap<String, Object>(args.inputs);
    if (args.type.startsWith("aws:")) {
      outputs.putIfAbsent("name", args.name);
      outputs.put("arn", "arn:aws:" + args.type + "/" + args.name);
      outputs.put("keyId", args.name + "-key");
      outputs.put("privateDns", args.name + ".internal");
    }
    return outputs;
  }
}
