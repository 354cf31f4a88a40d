package io.sharelens.cli.admin;

import io.sharelens.client.AdminClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes a grant back. */
@Command(name = "revoke", description = "Takes a grant back.", mixinStandardHelpOptions = true)
final class RevokeCommand extends AdminCall {
  @Parameters(index = "0", paramLabel = "USER", description = "The user's account.")
  private String user = "";

  @Parameters(index = "1", paramLabel = "OWNER", description = "The owner's account.")
  private String owner = "";

  @Override
  void run(AdminClient admin) {
    admin.revoke(user, owner);
    print(
        Map.of("user", user, "owner", owner, "done", "revoke"),
        out -> out.println("revoke: " + user + ", " + owner));
  }
}
