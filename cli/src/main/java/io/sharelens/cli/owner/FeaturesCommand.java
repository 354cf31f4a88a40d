package io.sharelens.cli.owner;

import io.sharelens.client.OwnerClient;
import io.sharelens.client.reconstruct.OwnFeature;
import io.sharelens.client.upload.OwnPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Own features, added up from both nodes' shares. */
@Command(
    name = "features",
    description = "Own features, reconstructed here from both servers' shares.",
    mixinStandardHelpOptions = true)
final class FeaturesCommand extends OwnerCall {
  record Row(String id, String model, float[] values) {}

  @Override
  int run(OwnerClient client) {
    List<Row> rows = new ArrayList<>();
    for (OwnPicture p : client.pictures()) {
      if (p.state().equals("indexed")) {
        OwnFeature f = client.feature(p.id());
        rows.add(new Row(p.id(), f.model(), f.values()));
      }
    }
    print(
        Map.of("features", rows),
        out -> rows.forEach(r -> out.printf("%s %d numbers%n", r.id, r.values.length)));
    return 0;
  }
}
