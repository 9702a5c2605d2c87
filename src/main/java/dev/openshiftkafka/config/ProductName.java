package dev.openshiftkafka.config;

/** A constant whose spelling in the configuration is that of a product, such as cert-manager. */
public interface ProductName {
  /** The text in the configuration. */
  String spelling();
}
