package dev.openshiftkafka.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a configuration key for the reader and for docs/configuration.md.
 *
 * <p>A key without default that is not optional is required.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
  /** What the key configures, with its unit. */
  String doc();

  /** The default as JSON; empty when there is none. */
  String defaultsTo() default "";

  /** Whether the key can be absent although it has no default. */
  boolean optional() default false;

  /** Whether the value is a secret, which no message may contain. */
  boolean secret() default false;

  /** Shell fragment that provides a secret on standard input, such as {@code < a.txt}. */
  String secretFrom() default "";
}
