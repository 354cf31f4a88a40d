package io.sharelens.cli;

import io.sharelens.api.SearchCost;
import io.sharelens.cli.output.JsonOutput;
import io.sharelens.client.SearchClient;
import io.sharelens.client.query.SearchTimes;
import io.sharelens.client.reconstruct.FoundPicture;
import io.sharelens.client.reconstruct.SearchOutcome;
import io.sharelens.client.report.ContactSheet;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Searches by picture. */
@Command(
    name = "search",
    description = {
      "Finds the pictures most similar to a picture. The picture does not leave this machine:",
      "each server gets one share of it; the results are added up here."
    },
    mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DeploymentOption deployment = new DeploymentOption();

  @Parameters(paramLabel = "PICTURE", description = "JPEG, PNG, WebP, ...")
  private Path picture = Path.of(".");

  @Option(names = "-k", description = "Results (default: ${DEFAULT-VALUE}).")
  private int k = 10;

  @Option(names = "--out", description = "Write the pictures and an index.html there.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  record Hit(int rank, String id, String owner, String mediaType, long bytes) {}

  record Report(
      String searchId,
      long epoch,
      String model,
      double seconds,
      SearchTimes parts,
      SearchCost cost,
      List<Hit> results,
      @Nullable String contactSheet) {}

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    try (SearchClient client = SearchClient.open(deployment.read());
        SearchOutcome found = client.search(picture, k)) {
      double seconds = (System.nanoTime() - start) / 1e9;
      Path sheet = out == null ? null : ContactSheet.write(out, bytes(), found);
      List<Hit> hits = found.pictures().stream().map(SearchCommand::hit).toList();
      SearchCost cost = found.costs().getFirst();
      PrintWriter text = spec.commandLine().getOut();
      if (json) {
        JsonOutput.print(
            text,
            new Report(
                found.searchId(),
                found.epoch(),
                found.model(),
                seconds,
                found.times(),
                cost,
                hits,
                sheet == null ? null : sheet.toString()));
      } else {
        for (Hit h : hits) {
          text.printf(
              "%3d  %-20s %-36s %s, %d bytes%n", h.rank, h.owner, h.id, h.mediaType, h.bytes);
        }
        text.printf(
            "%.2f s, %.2f MB between the servers, %d rounds%n",
            seconds, cost.onlineBytes() / 1e6, cost.rounds());
        text.printf("seconds: %s%n", found.times());
        if (sheet != null) {
          text.println(sheet);
        }
        text.flush();
      }
    }
    return 0;
  }

  private byte[] bytes() {
    try {
      return Files.readAllBytes(picture);
    } catch (IOException e) {
      throw LensException.user("no-file", picture + " cannot be read");
    }
  }

  private static Hit hit(FoundPicture p) {
    return new Hit(p.rank(), p.id(), p.owner(), p.mediaType(), p.bytes());
  }
}
