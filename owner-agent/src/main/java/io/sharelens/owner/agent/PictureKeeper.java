package io.sharelens.owner.agent;

import io.sharelens.client.OwnerClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.outsource.FolderOutsourcer;
import io.sharelens.owner.outsource.OutsourceReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the nodes equal to the folder. Deletions are carried out unless they look like an accident:
 * a folder that is gone or empty (a drive that is not mounted), or more pictures at once than the
 * owner allows; those wait for a confirmation.
 */
final class PictureKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(PictureKeeper.class);

  /** So often every picture is compared with what the nodes hold, changed or not. */
  private static final Duration FULL = Duration.ofHours(12);

  private final AgentConfig config;
  private final OwnerClient client;
  private final FolderOutsourcer outsourcer;
  private final AgentFolder folder;
  private final AgentMemory memory;
  private final StatusBoard board;
  private final PolicyGate gate;
  private final Clock clock;
  private Seen last = new Seen(0, 0, "");
  private Instant lastFull = Instant.EPOCH;

  /** What a run saw: if nothing of it changed, the next one has nothing to do. */
  private record Seen(int files, long state, String model) {}

  PictureKeeper(
      AgentConfig config,
      OwnerClient client,
      FolderOutsourcer outsourcer,
      AgentFolder folder,
      AgentMemory memory,
      StatusBoard board,
      PolicyGate gate,
      Clock clock) {
    this.config = config;
    this.client = client;
    this.outsourcer = outsourcer;
    this.folder = folder;
    this.memory = memory;
    this.board = board;
    this.gate = gate;
    this.clock = clock;
  }

  /** Looks at the folder once and does what is due. */
  void look() {
    Path pictures = config.pictures();
    if (!Files.isDirectory(pictures)) {
      throw LensException.user(
          "no-pictures", pictures + " is not there; nothing is deleted at the nodes");
    }
    List<Path> files = FolderOutsourcer.files(pictures);
    int missing = config.watch().deleteMissing() ? outsourcer.missing(pictures).size() : 0;
    boolean confirmed = folder.marked(AgentFolder.Mark.DELETIONS_CONFIRMED);
    boolean delete = missing > 0 && (confirmed || harmless(missing, files.size()));
    int held = delete ? 0 : missing;
    if (held > 0 && held != board.now().pictures().heldDeletions()) {
      LOG.warn(
          "{} of {} outsourced pictures are gone from {}; they stay at the nodes until"
              + " ./sharelens owner confirm-deletions",
          held,
          outsourcer.map().entries().size(),
          pictures);
    }
    Seen seen = new Seen(files.size(), state(files), client.model().sha256());
    boolean asked = folder.marked(AgentFolder.Mark.LOOK);
    boolean full = asked || clock.instant().isAfter(lastFull.plus(FULL));
    if (!seen.equals(last) || full || delete) {
      run(pictures, delete, held);
      last = seen;
      lastFull = full ? clock.instant() : lastFull;
    } else {
      board.pictures(
          p ->
              new AgentStatus.Pictures(
                  p.held(),
                  p.leftOut(),
                  held,
                  memory.fresh(),
                  0,
                  0,
                  memory.sent(),
                  clock.instant().toString()));
    }
    if (asked) {
      folder.mark(AgentFolder.Mark.LOOK, false);
    }
    if (confirmed) {
      folder.mark(AgentFolder.Mark.DELETIONS_CONFIRMED, false);
    }
  }

  private boolean harmless(int missing, int files) {
    int known = outsourcer.map().entries().size();
    int most = Math.max(1, (int) ((long) known * config.watch().mostDeletions() / 100));
    return files > 0 && missing <= most;
  }

  private void run(Path pictures, boolean delete, int held) {
    long before = client.sentBytes();
    OutsourceReport report;
    try {
      report =
          outsourcer.run(
              pictures,
              delete,
              p -> {
                board.pictures(s -> s.at(p.done(), p.total()));
                gate.proceed();
              });
    } finally {
      memory.outsourced(0, client.sentBytes() - before);
    }
    memory.outsourced(report.added() + report.replaced(), 0);
    LeftOut.write(folder, pictures, report.skipped());
    board.pictures(
        p ->
            new AgentStatus.Pictures(
                report.held(),
                report.skipped().size(),
                held,
                memory.fresh(),
                0,
                0,
                memory.sent(),
                clock.instant().toString()));
    int changed = report.added() + report.replaced() + report.repaired() + report.deleted();
    if (changed > 0) {
      LOG.info(
          "pictures: {} added, {} replaced, {} repaired, {} deleted, {} unchanged, {} left out",
          report.added(),
          report.replaced(),
          report.repaired(),
          report.deleted(),
          report.unchanged(),
          report.skipped().size());
    }
  }

  /** Changes when a file comes, goes or is written. */
  private static long state(List<Path> files) {
    long state = 1;
    for (Path file : files) {
      try {
        BasicFileAttributes of = Files.readAttributes(file, BasicFileAttributes.class);
        state = 31 * state + file.hashCode();
        state = 31 * state + of.size();
        state = 31 * state + of.lastModifiedTime().hashCode();
      } catch (IOException e) {
        state = 31 * state; // gone in between: another change follows
      }
    }
    return state;
  }
}
