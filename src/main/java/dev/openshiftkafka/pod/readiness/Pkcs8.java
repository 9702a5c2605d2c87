package dev.openshiftkafka.pod.readiness;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts a private key in PEM to PKCS#8, the only format that Kafka reads.
 *
 * <p>PKCS#8 (RFC 5208) contains the older formats unchanged: {@code SEQUENCE { INTEGER 0,
 * algorithm, OCTET STRING key }}. The algorithm is the one in the certificate.
 */
final class Pkcs8 {
  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN ((?:[A-Z]+ )?PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private static final String TYPE = "PRIVATE KEY";
  private static final byte[] VERSION = {2, 1, 0};
  private static final int OCTET_STRING = 0x04;
  private static final int SEQUENCE = 0x30;

  private Pkcs8() {}

  /**
   * The private key in PKCS#8.
   *
   * @param key private key in PEM: PKCS#8, PKCS#1 of RSA, or SEC 1 of an elliptic curve
   * @param certificate its certificate in PEM
   * @throws GeneralSecurityException when they cannot be read
   */
  static String of(String key, String certificate) throws GeneralSecurityException {
    Matcher found = KEY.matcher(key);
    if (!found.find()) {
      throw new InvalidKeySpecException("no private key in PEM");
    }
    byte[] der = Base64.getMimeDecoder().decode(found.group(2));
    PublicKey certified =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)))
            .getPublicKey();
    byte[] converted =
        switch (found.group(1)) {
          case TYPE -> der;
          case "RSA " + TYPE, "EC " + TYPE -> wrapped(der, certified);
          default ->
              throw new InvalidKeySpecException(
                  "a private key of type " + found.group(1) + "; expected PKCS#8, PKCS#1 or SEC 1");
        };
    // Fails when the key is not of the algorithm of the certificate.
    KeyFactory.getInstance(certified.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(converted));
    return "-----BEGIN "
        + TYPE
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(converted)
        + "\n-----END "
        + TYPE
        + "-----\n";
  }

  private static byte[] wrapped(byte[] key, PublicKey certified) {
    return element(SEQUENCE, VERSION, algorithm(certified), element(OCTET_STRING, key));
  }

  /** The algorithm: the first element of a public key as certificates contain it. */
  private static byte[] algorithm(PublicKey key) {
    byte[] der = key.getEncoded();
    int start = header(der, 0);
    return Arrays.copyOfRange(der, start, header(der, start) + length(der, start));
  }

  /** Where the content of the element at a position begins. */
  private static int header(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  /** Length of the content of the element at a position. */
  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = (length << 8) | (der[at + 2 + i] & 0xff);
    }
    return length;
  }

  private static byte[] element(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.size();
    if (length < 0x80) {
      element.write(length);
    } else {
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      element.write(0x80 | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        element.write(length >> (8 * i));
      }
    }
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }
}
