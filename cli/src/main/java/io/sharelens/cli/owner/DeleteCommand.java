package io.sharelens.cli.owner;

import io.sharelens.client.OwnerClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.outsource.FolderOutsourcer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Deletes pictures from the nodes. */
@Command(
    name = "delete",
    description = {
      "Deletes pictures from both servers at once; no search shows them any more.",
      "The files on this machine stay; outsource brings them back."
    },
    mixinStandardHelpOptions = true)
final class DeleteCommand extends OwnerCall {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|ID",
      description = "Files that were outsourced, or ids of pictures.")
  private List<String> names = List.of();

  @Override
  int run(OwnerClient client) {
    List<String> deleted = new ArrayList<>();
    try (FolderOutsourcer outsourcer = new FolderOutsourcer(client, state())) {
      List<String> known = client.pictures().stream().map(p -> p.id()).toList();
      for (String name : names) {
        Path file = Path.of(name);
        if (known.contains(name)) {
          client.delete(name);
        } else if (!outsourcer.delete(file)) {
          throw LensException.user(
              "no-such-picture",
              name
                  + (Files.exists(file)
                      ? " was never outsourced from here"
                      : " is neither a file nor the id of a picture"));
        }
        deleted.add(name);
      }
    }
    print(Map.of("deleted", deleted), out -> deleted.forEach(d -> out.println("deleted " + d)));
    return 0;
  }
}
