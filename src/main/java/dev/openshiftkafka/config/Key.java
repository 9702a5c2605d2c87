package dev.openshiftkafka.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one configuration key, for the reader and for the configuration reference.
 *
 * <p>A key without default that is not optional is required.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
  /** What the key decides, with its unit. */
  String doc();

  /** The value, as JSON, that an absent key stands for; empty when there is none. */
  String defaultsTo() default "";

  /** Whether the key may stay absent although it has no default. */
  boolean optional() default false;

  /** Whether the value is a secret and must never be repeated in a message. */
  boolean secret() default false;

  /** What puts a secret on the standard input of the command that sets it: {@code < a.txt}. */
  String secretFrom() default "";
}
