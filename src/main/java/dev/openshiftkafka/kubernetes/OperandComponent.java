package dev.openshiftkafka.kubernetes;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import java.util.Map;
import java.util.function.Consumer;

/** The component resource that groups the resources of an operand in the stack's state. */
public final class OperandComponent extends ComponentResource {
  /**
   * Declares a component and what it contains.
   *
   * @param type type token; part of the URNs of all resources in it, so it never changes
   * @param content declares the resources
   */
  public OperandComponent(
      String type,
      String name,
      ComponentResourceOptions options,
      Consumer<OperandComponent> content) {
    super(type, name, ResourceArgs.Empty, options);
    content.accept(this);
    this.registerOutputs(Map.of());
  }

  /** Options of a resource in this component. */
  public CustomResourceOptions.Builder child() {
    return CustomResourceOptions.builder().parent(this);
  }

  /** Options of a component in this component. */
  public ComponentResourceOptions childComponent() {
    return ComponentResourceOptions.builder().parent(this).build();
  }
}
