package io.sharelens.node.service;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundJoin;
import io.sharelens.api.RoundProgress;
import io.sharelens.api.RoundReport;
import io.sharelens.api.RoundRequest;
import io.sharelens.api.RoundSettings;
import io.sharelens.api.RoundSettingsInfo;
import io.sharelens.api.UpdatePlan;
import io.sharelens.api.UpdateStatus;
import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** At a node whose scheme has no aggregator, and at the dealer. */
public final class NoRounds implements RoundService {
  private final String why;

  /**
   * @param why one sentence for whoever asks for a round
   */
  public NoRounds(String why) {
    this.why = why;
  }

  @Override
  public List<RoundInfo> list(int limit) {
    return List.of();
  }

  @Override
  public Optional<RoundInfo> find(long number) {
    return Optional.empty();
  }

  @Override
  public Optional<RoundInfo> current() {
    return Optional.empty();
  }

  @Override
  public RoundInfo join(String owner, long number, RoundJoin join) {
    throw none();
  }

  @Override
  public RoundInfo progress(String owner, long number, RoundProgress progress) {
    throw none();
  }

  @Override
  public void heard(String owner, long number) {
    // Nobody takes part in anything here.
  }

  @Override
  public UpdateStatus begin(String owner, long number, UpdatePlan plan) {
    throw none();
  }

  @Override
  public Chunk append(String owner, long number, String attempt, long offset, ByteBuffer bytes) {
    throw none();
  }

  @Override
  public UpdateStatus complete(String owner, long number, String attempt) {
    throw none();
  }

  @Override
  public void report(String owner, long number, RoundReport report) {
    throw none();
  }

  @Override
  public RoundInfo request(String owner, RoundRequest request) {
    throw none();
  }

  @Override
  public RoundInfo start(RoundRequest request) {
    throw none();
  }

  @Override
  public RoundInfo cancel(long number) {
    throw none();
  }

  @Override
  public Left left(String owner, boolean removeInfluence) {
    return new Left(0, 0, List.of());
  }

  @Override
  public Optional<Instant> next() {
    return Optional.empty();
  }

  @Override
  public RoundSettingsInfo settings() {
    throw none();
  }

  @Override
  public RoundSettingsInfo settings(RoundSettings settings) {
    throw none();
  }

  @Override
  public RoundSettingsInfo resetSettings() {
    throw none();
  }

  private LensException none() {
    return LensException.user("no-round", why);
  }
}
