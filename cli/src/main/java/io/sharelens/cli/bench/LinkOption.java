package io.sharelens.cli.bench;

import io.sharelens.link.LinkProfile;
import io.sharelens.mpc.error.LensException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A simulated link between the parties, as options. */
final class LinkOption {
  @Option(
      names = "--link",
      description = {
        "Simulated link between all parties: dc (1 ms one way, 10 Gbit/s), region (20 ms,",
        "1 Gbit/s), wan (80 ms, 100 Mbit/s) or none."
      })
  private @Nullable String name;

  @Option(names = "--delay", description = "Delay of the simulated link, one way, in ms.")
  private @Nullable Double delay;

  @Option(
      names = "--bandwidth",
      description = "Mbit/s of the simulated link in each direction (0: not limited).")
  private @Nullable Double bandwidth;

  LinkProfile profile() {
    boolean numbers = delay != null || bandwidth != null;
    if (name != null && numbers) {
      throw LensException.user("bad-option", "give --link or --delay and --bandwidth, not both");
    }
    if (numbers) {
      return new LinkProfile("own", delay == null ? 0 : delay, bandwidth == null ? 0 : bandwidth);
    }
    return name == null ? LinkProfile.NONE : LinkProfile.named(name);
  }
}
