package dev.openshiftkafka.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips a test, with a message, on a cluster without the capabilities that it needs. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(Needs.Condition.class)
public @interface Needs {
  /** Required capabilities. */
  TestCluster.Capability[] value();

  /** Compares with the capabilities of the cluster. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      List<TestCluster.Capability> missing =
          AnnotationSupport.findAnnotation(context.getElement(), Needs.class).stream()
              .flatMap(needs -> Arrays.stream(needs.value()))
              .filter(needed -> !TestCluster.capabilities().contains(needed))
              .toList();
      return missing.isEmpty()
          ? ConditionEvaluationResult.enabled("the cluster has what the test needs")
          : ConditionEvaluationResult.disabled("the test needs " + missing);
    }
  }
}
