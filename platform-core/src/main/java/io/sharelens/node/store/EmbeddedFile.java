package io.sharelens.node.store;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStoreTool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded database's file, opened so that a killed process loses nothing that was committed.
 *
 * <p>{@code WRITE_DELAY=0}: each commit is written before it returns. {@code REUSE_SPACE=FALSE}:
 * the file is only appended to. H2 2.5.252 that reuses space may go back, after SIGKILL, to a
 * version before the last commits (3 of 8 kills in a run with a short retention time; minutes of
 * work in one run of the nodes); appended to, it lost none. The price is a file that grows by about
 * 5 KiB for each commit; it is compacted when the node starts.
 */
final class EmbeddedFile {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedFile.class);
  private static final String OPTIONS =
      ";WRITE_DELAY=0;REUSE_SPACE=FALSE;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";
  private static final String SUFFIX = ".mv.db";
  private static final long COMPACT_ABOVE = 64L << 20;

  private EmbeddedFile() {}

  /**
   * @param base path of the database without H2's suffix
   */
  static String url(Path base) {
    return "jdbc:h2:file:" + base.toAbsolutePath() + OPTIONS;
  }

  /**
   * Makes a big file small. Writes a copy and puts it in place of the file in one step, so that a
   * crash leaves one of the two.
   *
   * @param base path of the database without H2's suffix; nothing may have it open
   */
  static void compact(Path base) {
    Path file = base.resolveSibling(base.getFileName() + SUFFIX);
    try {
      if (!Files.exists(file) || Files.size(file) < COMPACT_ABOVE) {
        return;
      }
      long before = Files.size(file);
      MVStoreTool.compact(file.toString(), false);
      log.info("compacted the database from {} to {} bytes", before, Files.size(file));
    } catch (IOException | RuntimeException e) {
      throw LensException.resources(
          "no-database", "cannot compact " + file + " (is another process using it?)", e);
    }
  }
}
