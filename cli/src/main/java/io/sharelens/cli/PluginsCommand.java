package io.sharelens.cli;

import io.sharelens.cli.local.Distribution;
import io.sharelens.cli.output.JsonOutput;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.plugin.PluginIdentity;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.plugin.Provided;
import io.sharelens.spi.BackboneFactory;
import io.sharelens.spi.ComparisonFactory;
import io.sharelens.spi.FeatureIndexFactory;
import io.sharelens.spi.PluginPoint;
import io.sharelens.spi.RankingFactory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Loads the plugins as a node does and says what they offer. */
@Command(
    name = "plugins",
    description = "Lists the plugins and what they offer to schemes.",
    mixinStandardHelpOptions = true)
final class PluginsCommand implements Callable<Integer> {
  private static final Map<String, Class<? extends PluginPoint>> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("backbone", BackboneFactory.class);
    PLACES.put("comparison", ComparisonFactory.class);
    PLACES.put("index", FeatureIndexFactory.class);
    PLACES.put("ranking", RankingFactory.class);
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Folder of plugin zips; that of the distribution when left out.")
  private @Nullable Path folder;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  /** One extension as listed. */
  record Row(String place, String name, String plugin, String version, String sha256) {}

  @Override
  public Integer call() {
    Path zips = folder == null ? Distribution.here().plugins() : folder;
    List<Row> rows = Distribution.withPlugins(zips, PluginsCommand::rows);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, Map.of("extensions", rows));
      return 0;
    }
    if (rows.isEmpty()) {
      throw LensException.user("no-plugins", "there is no plugin in " + zips);
    }
    for (Row r : rows) {
      out.printf(
          "%-11s %-16s from %s %s (sha256 %s)%n",
          r.place(), r.name(), r.plugin(), r.version(), r.sha256());
    }
    out.flush();
    return 0;
  }

  private static List<Row> rows(PluginSource source) {
    List<Row> rows = new ArrayList<>();
    PLACES.forEach((place, point) -> addRows(rows, place, source.extensions(point)));
    return rows;
  }

  private static void addRows(
      List<Row> rows, String place, List<? extends Provided<? extends PluginPoint>> extensions) {
    extensions.stream()
        .map(
            p -> {
              PluginIdentity plugin = p.plugin();
              return new Row(
                  place, p.extension().name(), plugin.id(), plugin.version(), plugin.sha256());
            })
        .sorted(Comparator.comparing(Row::name))
        .forEach(rows::add);
  }
}
