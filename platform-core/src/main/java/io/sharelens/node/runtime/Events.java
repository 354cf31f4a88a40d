package io.sharelens.node.runtime;

import io.sharelens.node.service.NodeEvents;
import io.sharelens.node.store.PictureRef;
import io.sharelens.node.store.Store;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reacts to what the REST layer did to the store. */
final class Events implements NodeEvents, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  private final Store store;
  private final Runnable changed;
  private final ExecutorService sweeper =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("sweeper").factory());

  /**
   * @param changed tells whoever schedules work that there may be some
   */
  Events(Store store, Runnable changed) {
    this.store = store;
    this.changed = changed;
  }

  @Override
  public void stored(PictureRef ref) {
    changed.run();
  }

  @Override
  public void deleted(String picture) {
    try {
      sweeper.execute(this::sweep);
    } catch (RejectedExecutionException e) {
      LOG.debug("shutting down; the next start sweeps");
    }
  }

  @Override
  public void grantsChanged() {
    // Grants are read for each search; nothing is kept.
  }

  @Override
  public void extractAgain() {
    changed.run();
  }

  @Override
  public void categoriesChanged() {
    // Categories are read when a model is published.
  }

  @Override
  public void close() {
    sweeper.shutdown();
  }

  private void sweep() {
    try {
      store.removal().sweep();
    } catch (RuntimeException e) {
      LOG.warn("deleted bytes could not be removed yet; the next start does: {}", e.getMessage());
    }
    changed.run();
  }
}
