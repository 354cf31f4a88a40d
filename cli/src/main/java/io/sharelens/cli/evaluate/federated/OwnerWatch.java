package io.sharelens.cli.evaluate.federated;

import io.sharelens.cli.output.Progress;
import io.sharelens.owner.round.RoundWatch;
import io.sharelens.owner.train.Pace;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shows an owner's way through rounds and adds up the time of its training steps: owners of one
 * process train one after the other, so from outside their training seems to take longer.
 */
final class OwnerWatch implements RoundWatch {
  private final String owner;
  private final Progress progress;
  private final AtomicLong nanos = new AtomicLong();

  OwnerWatch(String owner, Progress progress) {
    this.owner = owner;
    this.progress = progress;
  }

  /** A new round. */
  void begin() {
    nanos.set(0);
  }

  /** Of all training steps since {@link #begin}. */
  double seconds() {
    return nanos.get() / 1e9;
  }

  @Override
  public void at(String step, long done, long total) {
    if (total > 0) {
      progress.step(owner + " " + step, done, total);
    }
  }

  @Override
  public void note(String sentence) {
    progress.stage(owner + ": " + sentence);
  }

  @Override
  public void trained(Pace.Step step) {
    nanos.addAndGet(step.nanos());
  }
}
