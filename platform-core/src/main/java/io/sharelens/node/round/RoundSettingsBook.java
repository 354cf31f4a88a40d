package io.sharelens.node.round;

import io.sharelens.api.RoundSettings;
import io.sharelens.api.RoundSettingsInfo;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.RoundOverride;
import io.sharelens.node.config.RoundsConfig;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.store.Facts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deadlines and triggers of rounds: those of the configuration file, or an administrator's, which
 * are remembered in the database until they are taken back. Thread-safe.
 */
final class RoundSettingsBook {
  private static final Logger LOG = LoggerFactory.getLogger(RoundSettingsBook.class);
  private static final String FACT = "round-settings";

  private final RoundsConfig file;
  private final Facts facts;
  private final Clock clock;
  private volatile RoundsConfig config;
  private volatile @Nullable Instant changed;

  RoundSettingsBook(RoundsConfig file, Facts facts, Clock clock) {
    this.file = file;
    this.facts = facts;
    this.clock = clock;
    this.config = file;
    remembered().ifPresent(this::use);
  }

  /** An administrator's settings and when they came. */
  private record Kept(RoundSettings settings, long when) {}

  /** What counts now. */
  RoundsConfig config() {
    return config;
  }

  /**
   * @param next when the schedule opens the next round
   */
  RoundSettingsInfo info(Optional<Instant> next) {
    Instant when = changed;
    return new RoundSettingsInfo(
        RoundOverride.settings(config),
        RoundOverride.settings(file),
        when != null,
        when == null ? null : when.toString(),
        next.map(Instant::toString).orElse(null));
  }

  /** Counts from the next decision on; USER {@code bad-settings}. */
  synchronized void change(RoundSettings settings) {
    Kept kept = new Kept(settings, clock.millis());
    RoundsConfig wanted = RoundOverride.apply(file, settings);
    facts.put(FACT, CanonicalJson.text(kept));
    config = wanted;
    changed = Instant.ofEpochMilli(kept.when());
    LOG.info("an administrator changed the settings of rounds");
  }

  /** The file's settings count again. */
  synchronized void reset() {
    facts.remove(FACT);
    config = file;
    changed = null;
    LOG.info("rounds go by the configuration file again");
  }

  private void use(Kept kept) {
    try {
      config = RoundOverride.apply(file, kept.settings());
      changed = Instant.ofEpochMilli(kept.when());
    } catch (LensException e) {
      LOG.warn("settings of rounds that do not count any more: {}", e.getMessage());
    }
  }

  private Optional<Kept> remembered() {
    return facts
        .get(FACT)
        .map(t -> CanonicalJson.read(t.getBytes(StandardCharsets.UTF_8), Kept.class));
  }
}
