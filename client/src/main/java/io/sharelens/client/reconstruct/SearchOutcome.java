package io.sharelens.client.reconstruct;

import io.sharelens.api.SearchCost;
import io.sharelens.api.SearchHit;
import io.sharelens.api.SearchResult;
import io.sharelens.client.query.NodeAnswer;
import io.sharelens.client.query.SearchTimes;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a search found, nearest first. The shares lie in a temporary folder, and pictures are added
 * up when asked for; {@link #close} removes the folder.
 */
public final class SearchOutcome implements AutoCloseable {
  private final SearchResult result;
  private final List<SearchCost> costs;
  private final List<FoundPicture> pictures;
  private final SearchTimes times;
  private final Path folder;

  private SearchOutcome(
      SearchResult result,
      List<SearchCost> costs,
      List<FoundPicture> pictures,
      SearchTimes times,
      Path folder) {
    this.result = result;
    this.costs = List.copyOf(costs);
    this.pictures = List.copyOf(pictures);
    this.times = times;
    this.folder = folder;
  }

  /**
   * Joins the answers of both nodes. Fails with {@code shares-differ} where they do not belong
   * together.
   *
   * @param times where the time went
   * @param folder holds the answers; from now on the outcome's
   */
  public static SearchOutcome of(
      NodeAnswer first, NodeAnswer second, SearchTimes times, Path folder) {
    SearchResult a = first.result();
    SearchResult b = second.result();
    require(a.searchId().equals(b.searchId()), "searches");
    require(a.epoch() == b.epoch(), "epochs");
    require(a.model().equals(b.model()), "models");
    require(a.results().size() == b.results().size(), "numbers of results");
    int n = a.results().size();
    int[] scores = new int[n];
    for (int i = 0; i < n; i++) {
      SearchHit x = a.results().get(i);
      SearchHit y = b.results().get(i);
      require(
          x.pictureId().equals(y.pictureId())
              && x.owner().equals(y.owner())
              && x.attempt().equals(y.attempt())
              && x.bytes() == y.bytes(),
          "pictures");
      scores[i] = Reconstruction.word(x.scoreShare(), y.scoreShare());
    }
    // A ranking may return its k in any order, so that the order does not leak; stable for ties.
    List<Integer> order =
        IntStream.range(0, n).boxed().sorted(Comparator.comparingInt(i -> scores[i])).toList();
    List<FoundPicture> pictures = new ArrayList<>();
    for (int place : order) {
      pictures.add(
          new FoundPicture(
              a.results().get(place), scores[place], pictures.size() + 1, place, first, second));
    }
    return new SearchOutcome(a, List.of(a.cost(), b.cost()), pictures, times, folder);
  }

  private static void require(boolean same, String what) {
    if (!same) {
      throw LensException.protocol("shares-differ", "the nodes answered for different " + what);
    }
  }

  /** Id of the search, in the nodes' logs and sessions. */
  public String searchId() {
    return result.searchId();
  }

  /** Number of the epoch that was searched. */
  public long epoch() {
    return result.epoch();
  }

  /** SHA-256 of the model. */
  public String model() {
    return result.model();
  }

  /** Nearest first. */
  public List<FoundPicture> pictures() {
    return pictures;
  }

  /** What nodes 1 and 2 measured. */
  public List<SearchCost> costs() {
    return costs;
  }

  /** Where the time went. */
  public SearchTimes times() {
    return times;
  }

  /** Removes the shares; pictures cannot be read any more. */
  @Override
  public void close() {
    discard(folder);
  }

  /** Removes a folder of answers. */
  public static void discard(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw LensException.resources("no-disk", folder + " cannot be removed: " + e, e);
    }
  }
}
