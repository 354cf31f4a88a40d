package io.sharelens.node.store;

import io.sharelens.node.store.files.ShareFiles;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings files and rows back together after a crash, before anything else uses the store. */
final class Recovery {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final Store store;

  Recovery(Store store) {
    this.store = store;
  }

  void run() {
    store.removal().sweep();
    ShareFiles files = store.shares();
    Set<String> named = new HashSet<>(store.pictures().partFiles());
    int parts = files.deletePartsExcept(named);
    int uploads = 0;
    for (Pictures.Unfinished u : store.pictures().unfinished()) {
      long durable = files.repairPart(u.part().file(), u.part().received());
      if (durable != u.part().received()) {
        store.pictures().received(u.ref(), u.part().name(), durable);
        uploads++;
      }
    }
    int segments = files.deleteSegmentsExcept(store.pictures().segmentFiles());
    if (parts + uploads + segments > 0) {
      log.info(
          "recovered the store: {} files without rows, {} uploads set back, {} empty segments",
          parts,
          uploads,
          segments);
    }
  }
}
