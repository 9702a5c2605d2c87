package dev.openshiftkafka.kubernetes;

import com.pulumi.kubernetes.core.v1.inputs.KeyToPathArgs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The PEM files of a certificate, as cert-manager writes them to a Secret, and Kafka's settings for
 * them.
 */
public final class Pem {
  /** Private key, then the certificate chain: Kafka reads both from one file. */
  private static final String KEY_AND_CHAIN = "tls-combined.pem";

  /** The CAs. */
  static final String CA = "ca.crt";

  private Pem() {}

  /** The file with the certificate of the CA in a folder. */
  public static String authority(String folder) {
    return folder + "/" + CA;
  }

  /**
   * The keys of the Secret that a pod mounts.
   *
   * @param prefix prefix of the files' paths in the volume
   */
  public static List<KeyToPathArgs> items(String prefix) {
    return Stream.of(KEY_AND_CHAIN, CA)
        .map(key -> KeyToPathArgs.builder().key(key).path(prefix + key).build())
        .toList();
  }

  /** The file with the private key and the certificate chain in a folder. */
  public static String keyAndChain(String folder) {
    return folder + "/" + KEY_AND_CHAIN;
  }

  /**
   * The settings of librdkafka.
   *
   * @param folder folder with the files
   */
  public static Map<String, String> librdkafkaSettings(String folder) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("ssl.ca.location", authority(folder));
    settings.put("ssl.certificate.location", keyAndChain(folder));
    settings.put("ssl.key.location", keyAndChain(folder));
    return settings;
  }

  /**
   * Kafka's settings of key store and trust store.
   *
   * @param folder folder with the files
   */
  public static Map<String, String> settings(String folder) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("ssl.keystore.type", "PEM");
    settings.put("ssl.keystore.location", keyAndChain(folder));
    settings.putAll(trustSettings(folder));
    return settings;
  }

  /**
   * Kafka's settings of a client without certificate.
   *
   * @param folder folder with the file
   */
  static Map<String, String> trustSettings(String folder) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", authority(folder));
    settings.put("ssl.enabled.protocols", "TLSv1.2,TLSv1.3");
    return settings;
  }
}
