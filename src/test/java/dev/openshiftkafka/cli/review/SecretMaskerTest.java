package dev.openshiftkafka.cli.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openshiftkafka.cli.state.JsonText;
import dev.openshiftkafka.cli.state.Urn;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Comments contain neither secrets nor Pulumi's encoded special values. */
class SecretMaskerTest {
  private static final Urn CONFIG_MAP = Urn.of("urn:pulumi:s::p::kubernetes:core/v1:ConfigMap::c");
  private static final String SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

  @ParameterizedTest
  @ValueSource(strings = {"hunter2-before", "hunter2-after", "hunter2-kubeconfig", "correct horse"})
  void comment_recordedSecret_isMasked(String secret) throws IOException {
    assertTrue(
        Files.readString(Reviewed.RECORDINGS.resolve("kubernetes.json")).contains(secret),
        "the recording tests nothing");

    Reviewed reviewed = Reviewed.of("kubernetes");

    assertFalse(reviewed.comment().contains(secret));
    assertFalse(reviewed.terminal().contains(secret));
  }

  @Test
  void comment_changedSecret_isReportedWithoutItsValue() {
    String comment = Reviewed.of("kubernetes").comment();

    assertTrue(comment.contains("! stringData.password: [secret] changes; the value is masked"));
    assertTrue(comment.contains("! kubeconfig: [secret] changes; the value is masked"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'MARK':'1b47061264138c4ac30d75fd1eb44270','ciphertext':'x'} | [secret]",
        "{'MARK':'1b47061264138c4ac30d75fd1eb44270','plaintext':'x'}  | [secret]",
        "{'MARK':'a signature of a later version','value':'x'}              | [secret]",
        "{'MARK':'d0e6a833031e9bbcd3f4e8bde6ca49a4','value':'x','secret':true} | [secret]",
        "{'MARK':'d0e6a833031e9bbcd3f4e8bde6ca49a4','value':'x'}      | x",
        "{'MARK':'d0e6a833031e9bbcd3f4e8bde6ca49a4'}                  | (known after the update)",
        "{'MARK':'c44067f5952c0a294b673a41bacd8c17','hash':'x'}       | (a file)",
        "\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"                     | (known after the update)",
      })
  void mask_encodedValue_isDecoded(String value, String shown) {
    String json = "{'key':" + value.replace("MARK", SIGNATURE_KEY) + "}";

    assertEquals(shown, masked(CONFIG_MAP, json.replace('\'', '"'), "key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kubeconfig", "password", "secretKey", "token", "clientKeyData"})
  void mask_credentialName_isMasked(String name) {
    assertEquals("[secret]", masked(CONFIG_MAP, "{\"" + name + "\":\"x\"}", name));
  }

  @Test
  void mask_booleanWithCredentialName_isShown() {
    assertEquals("false", masked(CONFIG_MAP, "{\"token\":false}", "token"));
  }

  private static String masked(Urn urn, String json, String key) {
    return SecretMasker.mask(urn, JsonText.object(json).orElseThrow()).get(key).asText();
  }
}
