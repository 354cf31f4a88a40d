package io.sharelens.owner.outsource;

import java.nio.file.Path;
import java.util.List;

/**
 * What a run did.
 *
 * @param added pictures that the nodes did not have
 * @param replaced pictures whose content or preprocessing had changed
 * @param repaired pictures that were incomplete or had failed at the nodes
 * @param unchanged pictures that both nodes had already
 * @param deleted pictures whose files are gone
 * @param skipped files that are no pictures or cannot be read
 */
public record OutsourceReport(
    int added, int replaced, int repaired, int unchanged, int deleted, List<Skipped> skipped) {
  public OutsourceReport {
    skipped = List.copyOf(skipped);
  }

  /** Pictures of the folder that both nodes now hold. */
  public int held() {
    return added + replaced + repaired + unchanged;
  }

  /** A file that was left out, and why. */
  public record Skipped(Path file, String code, String reason) {}
}
