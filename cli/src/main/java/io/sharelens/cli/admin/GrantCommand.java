package io.sharelens.cli.admin;

import io.sharelens.client.AdminClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets a user find an owner's pictures. */
@Command(
    name = "grant",
    description = "Lets a user find an owner's pictures.",
    mixinStandardHelpOptions = true)
final class GrantCommand extends AdminCall {
  @Parameters(index = "0", paramLabel = "USER", description = "The user's account.")
  private String user = "";

  @Parameters(index = "1", paramLabel = "OWNER", description = "The owner's account.")
  private String owner = "";

  @Override
  void run(AdminClient admin) {
    admin.grant(user, owner);
    print(
        Map.of("user", user, "owner", owner, "done", "grant"),
        out -> out.println("grant: " + user + ", " + owner));
  }
}
