package io.sharelens.cli.evaluate.index;

import java.io.PrintWriter;

/** The comparison for people. */
public final class IndexTable {
  private static final double MEGABYTE = 1e6;
  private static final double KILOBYTE = 1e3;

  private IndexTable() {}

  public static void print(PrintWriter out, IndexReport r) {
    out.printf("scheme %s, %s, input %dx%d%n", r.scheme(), r.model(), r.size(), r.size());
    out.printf(
        "%d pictures: crops and mirror images of %d photos; %d leave-one-out queries; pictures of"
            + " the query's own photo are left out%n",
        r.pictures(), r.photos(), r.queries());
    IndexReport.Built b = r.built();
    out.printf(
        "tree (%s): %d centroids, %.1f kB of public document; built on shares in %.1f s, %d rounds,"
            + " %.1f MB online, %.1f MB from the dealer%n",
        b.options(),
        b.nodes(),
        b.documentBytes() / KILOBYTE,
        b.seconds(),
        b.rounds(),
        b.onlineBytes() / MEGABYTE,
        b.dealtBytes() / MEGABYTE);
    out.printf(
        "%n%-20s %4s %10s %10s %10s %8s %8s %8s %10s %10s%n",
        "index",
        "k",
        "precision",
        "as flat",
        "distances",
        "share",
        "seconds",
        "rounds",
        "online kB",
        "dealt kB");
    for (IndexReport.Row row : r.rows()) {
      out.printf(
          "%-20s %4d %10.4f %10.4f %10.0f %8.3f %8.3f %8.1f %10.1f %10.1f%n",
          row.index(),
          row.k(),
          row.precision(),
          row.found(),
          row.distances(),
          row.share(),
          row.seconds(),
          row.rounds(),
          row.onlineBytes() / KILOBYTE,
          row.dealtBytes() / KILOBYTE);
    }
    out.printf("chance %.4f%n", r.chance());
    out.flush();
  }
}
