package io.sharelens.cli.evaluate.index;

import java.util.List;

/**
 * A comparison of two indexes on the same pictures and queries. Online bytes go between the
 * servers, of all of them together; dealt bytes come from the dealer. Seconds are of a process in
 * which all parties share the machine.
 *
 * @param scheme whose comparison and ranking are used
 * @param model what the weights are
 * @param size input size in pixels
 * @param pictures indexed
 * @param photos that the pictures are variants of
 * @param queries leave-one-out queries; pictures of the query's own photo are never results
 * @param chance precision of a random choice
 * @param built what building the tree took
 * @param rows one for each index and number of results
 */
public record IndexReport(
    String scheme,
    String model,
    int size,
    int pictures,
    int photos,
    int queries,
    double chance,
    Built built,
    List<Row> rows) {

  /**
   * The tree.
   *
   * @param options given; the plugin's own where none
   * @param nodes its centroids
   * @param documentBytes of its public part
   */
  public record Built(
      String options,
      int nodes,
      int documentBytes,
      double seconds,
      long rounds,
      long onlineBytes,
      long dealtBytes) {}

  /**
   * Means over the queries.
   *
   * @param index name of the plugin
   * @param k results asked for
   * @param precision share of the results that are of the query's class
   * @param found share of the flat index's results among this one's
   * @param distances computed
   * @param share of the distances that a comparison with every picture would take
   */
  public record Row(
      String index,
      int k,
      double precision,
      double found,
      double distances,
      double share,
      double seconds,
      double rounds,
      double onlineBytes,
      double dealtBytes) {}
}
