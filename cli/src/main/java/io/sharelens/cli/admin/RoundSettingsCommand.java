package io.sharelens.cli.admin;

import io.sharelens.api.RoundSettings;
import io.sharelens.api.RoundSettingsInfo;
import io.sharelens.client.AdminClient;
import io.sharelens.mpc.error.LensException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** When training rounds begin and how long their phases last. */
@Command(
    name = "settings",
    description = {
      "Shows node 1's schedule and times of training rounds, or changes those that are named.",
      "They count in place of the configuration file's until --reset."
    },
    mixinStandardHelpOptions = true)
final class RoundSettingsCommand extends AdminCall {
  @Option(
      names = "--schedule",
      description = "off, daily, weekly, 'twice a month', monthly, 'every N hours' or minutes.")
  private @Nullable String schedule;

  @Option(names = "--join-minutes", description = "How long a round waits for enough owners.")
  private @Nullable Integer join;

  @Option(names = "--collect-minutes", description = "How long owners may train and upload.")
  private @Nullable Integer collect;

  @Option(names = "--aggregate-minutes", description = "How long opening the sum may take.")
  private @Nullable Integer aggregate;

  @Option(names = "--calibrate-minutes", description = "How long reports are waited for.")
  private @Nullable Integer calibrate;

  @Option(names = "--silence-seconds", description = "Owners silent for longer are left out.")
  private @Nullable Integer silence;

  @Option(names = "--request-pictures", description = "New pictures an owner needs to ask.")
  private @Nullable Integer pictures;

  @Option(names = "--request-hours", description = "Least time between rounds owners ask for.")
  private @Nullable Integer hours;

  @Option(names = "--reset", description = "Go by the configuration file again.")
  private boolean reset;

  @Override
  void run(AdminClient admin) {
    boolean any =
        Stream.of(schedule, join, collect, aggregate, calibrate, silence, pictures, hours)
            .anyMatch(Objects::nonNull);
    if (any && reset) {
      throw LensException.user("bad-settings", "--reset goes without other settings");
    }
    RoundSettingsInfo info =
        reset
            ? admin.resetRoundSettings()
            : any
                ? admin.setRoundSettings(changed(admin.roundSettings().current()))
                : admin.roundSettings();
    print(info, out -> print(out, info));
  }

  private RoundSettings changed(RoundSettings now) {
    return new RoundSettings(
        schedule == null ? now.schedule() : schedule,
        or(join, now.joinMinutes()),
        or(collect, now.collectMinutes()),
        or(aggregate, now.aggregateMinutes()),
        or(calibrate, now.calibrateMinutes()),
        or(silence, now.silenceSeconds()),
        or(pictures, now.requestPictures()),
        or(hours, now.requestHours()));
  }

  private static int or(@Nullable Integer wanted, int now) {
    return wanted == null ? now : wanted;
  }

  private static void print(PrintWriter out, RoundSettingsInfo info) {
    RoundSettings s = info.current();
    out.printf("schedule           %s%n", s.schedule());
    out.printf("join               %d minutes%n", s.joinMinutes());
    out.printf("collect            %d minutes%n", s.collectMinutes());
    out.printf("aggregate          %d minutes%n", s.aggregateMinutes());
    out.printf("calibrate          %d minutes%n", s.calibrateMinutes());
    out.printf("silence            %d seconds%n", s.silenceSeconds());
    out.printf(
        "request            %d pictures, %d hours apart%n", s.requestPictures(), s.requestHours());
    out.println(
        info.overridden()
            ? "set by an administrator at " + info.changed() + "; --reset goes back to the file"
            : "from the configuration file");
    if (info.next() != null) {
      out.println("the next round opens at " + info.next());
    }
  }
}
