package io.sharelens.node.config;

import io.sharelens.api.RoundSettings;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.NodeConfigFile.RoundEntries;

/** An administrator's settings of training rounds, held to the rules of the configuration file. */
public final class RoundOverride {
  private RoundOverride() {}

  /**
   * @param file what the configuration says; what settings do not name stays as it is there
   * @throws LensException USER {@code bad-settings} naming the value and what it may be
   */
  public static RoundsConfig apply(RoundsConfig file, RoundSettings settings) {
    RoundEntries entries =
        new RoundEntries(
            settings.joinMinutes(),
            settings.collectMinutes(),
            settings.aggregateMinutes(),
            settings.calibrateMinutes(),
            settings.silenceSeconds(),
            (int) file.retention().toDays(),
            file.quotaBytes(),
            settings.schedule(),
            settings.requestPictures(),
            settings.requestHours());
    try {
      return entries.resolve(ConfigCheck.of("settings"));
    } catch (LensException e) {
      throw new LensException(ErrorKind.USER, "bad-settings", String.valueOf(e.getMessage()), e);
    }
  }

  /** What administrators may change, of a configuration. */
  public static RoundSettings settings(RoundsConfig config) {
    return new RoundSettings(
        config.schedule().toString(),
        (int) config.join().toMinutes(),
        (int) config.collect().toMinutes(),
        (int) config.aggregate().toMinutes(),
        (int) config.calibrate().toMinutes(),
        (int) config.silence().toSeconds(),
        config.requestPictures(),
        (int) config.requestPause().toHours());
  }
}
