package dev.openshiftkafka.pod.users;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.openshiftkafka.pod.users.DeclaredUser.Acl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The input of the users Job. It contains no secret.
 *
 * @param id unique id of this declaration, which is also an argument of the Job
 * @param project namespace of the Secrets with certificates and given passwords
 * @param clients the stack's own clients
 * @param users the users that must exist
 * @param delete the users to delete
 */
public record Declaration(
    String id,
    String project,
    List<StackClient> clients,
    List<DeclaredUser> users,
    List<DeletedUser> delete) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /**
   * A client of the stack itself.
   *
   * @param acls its ACLs, without others; empty when the stack does not declare the client
   */
  public record StackClient(String principal, List<Acl> acls) {}

  /**
   * A user to delete.
   *
   * @param password whether it logs in with a password
   */
  public record DeletedUser(String name, String principal, String quotaEntity, boolean password) {}

  /** Returns the same declaration with another id, for another Job. */
  public Declaration withId(String other) {
    return new Declaration(other, project, clients, users, delete);
  }

  /** Returns the Job's input file, one value a line, so that a preview shows what changes. */
  public String json() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Declaration read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Declaration.class);
  }
}
