package io.sharelens.owner.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for changes in a folder at any depth. Where the system gives no notices (network drives,
 * limits), the longest wait still ends in time for a walk.
 */
final class FolderWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
  private static final Duration TICK = Duration.ofMillis(200);

  private final Path folder;
  private final PolicyGate gate;
  private final Map<Path, WatchKey> keys = new HashMap<>();
  private @Nullable WatchService service;

  FolderWatch(Path folder, PolicyGate gate) {
    this.folder = folder;
    this.gate = gate;
    try {
      service = FileSystems.getDefault().newWatchService();
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("changes of {} are seen by walks only: {}", folder, e.getMessage());
    }
  }

  /** Watches the folders that are there now; call it before a walk, so that nothing is missed. */
  void register() {
    WatchService in = service;
    if (in == null || !Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(Files::isDirectory).toList()) {
        WatchKey known = keys.get(path);
        if (known == null || !known.isValid()) {
          keys.put(
              path,
              path.register(
                  in,
                  StandardWatchEventKinds.ENTRY_CREATE,
                  StandardWatchEventKinds.ENTRY_MODIFY,
                  StandardWatchEventKinds.ENTRY_DELETE));
        }
      }
      keys.values().removeIf(k -> !k.isValid());
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("not every change of {} will be noticed at once: {}", folder, e.toString());
    }
  }

  /**
   * Waits for a change and then until nothing changed for a while; at the longest {@code atMost}.
   *
   * @return whether something changed
   */
  boolean await(Duration settle, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() < end) {
      if (changed()) {
        long quiet = System.nanoTime() + settle.toNanos();
        while (System.nanoTime() < quiet) {
          gate.sleep(TICK);
          if (changed()) {
            quiet = System.nanoTime() + settle.toNanos();
          }
        }
        return true;
      }
      gate.sleep(TICK);
    }
    return false;
  }

  private boolean changed() {
    WatchService in = service;
    boolean any = false;
    if (in != null) {
      for (WatchKey key = in.poll(); key != null; key = in.poll()) {
        any |= !key.pollEvents().isEmpty();
        key.reset();
      }
    }
    return any;
  }

  @Override
  public void close() {
    WatchService in = service;
    if (in != null) {
      try {
        in.close();
      } catch (IOException e) {
        LOG.debug("the watch cannot be closed", e);
      }
    }
  }
}
