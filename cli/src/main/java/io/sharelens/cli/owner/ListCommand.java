package io.sharelens.cli.owner;

import io.sharelens.client.OwnerClient;
import io.sharelens.client.upload.OwnPicture;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Own pictures and their states. */
@Command(
    name = "list",
    description = "Own pictures as both servers see them: state and cause.",
    mixinStandardHelpOptions = true)
final class ListCommand extends OwnerCall {
  record Row(String id, String state, boolean searchable, @Nullable String cause) {}

  @Override
  int run(OwnerClient client) {
    List<Row> rows =
        client.pictures().stream()
            .map((OwnPicture p) -> new Row(p.id(), p.state(), p.searchable(), p.cause()))
            .toList();
    print(
        Map.of("pictures", rows),
        out ->
            rows.forEach(
                r ->
                    out.printf("%-36s %-10s %s%n", r.id, r.state, r.cause == null ? "" : r.cause)));
    return 0;
  }
}
