package io.sharelens.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sharelens.cli.Main;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.node.config.ConfigLoader;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.owner.agent.AgentConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documents show must be what the programs take and do. */
class DocumentsTest {
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)(#[^)]*)?\\)");
  private static final Pattern OPENING = Pattern.compile("new Opening\\(\"([^\"]+)\"\\)");

  @TempDir private Path folder;

  static List<Path> documents() throws IOException {
    List<Path> all =
        new ArrayList<>(
            List.of(Modules.ROOT.resolve("README.md"), Modules.ROOT.resolve("CHANGELOG.md")));
    try (Stream<Path> docs = Files.list(Modules.ROOT.resolve("docs"))) {
      docs.filter(p -> p.toString().endsWith(".md")).sorted().forEach(all::add);
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadSomewhere(Path document) throws IOException {
    Matcher link = LINK.matcher(Files.readString(document));
    while (link.find()) {
      assertThat(document.resolveSibling(link.group(1))).exists();
    }
  }

  /**
   * A configuration of a node or an agent, a deployment or a scheme: each is read as the program
   * reads it.
   */
  @ParameterizedTest
  @MethodSource("documents")
  void configurationsAreTaken(Path document) throws IOException {
    for (String yaml : blocks(YAML, document)) {
      Path file = Files.writeString(folder.resolve("example.yaml"), yaml);
      if (yaml.contains("peers:")) {
        assertThat(ConfigLoader.load(file).peers()).hasSize(2);
      } else if (yaml.contains("pictures:")) {
        assertThat(AgentConfig.read(file).training().limits().maxEpochs()).isPositive();
      } else if (yaml.contains("nodes:")) {
        assertThat(Deployment.read(file).nodes()).hasSize(3);
      } else {
        assertThat(SchemeFile.read(file).name()).isNotBlank();
      }
    }
  }

  /** Every command line that begins with ./sharelens has only options and commands that exist. */
  @ParameterizedTest
  @MethodSource("documents")
  void commandsExist(Path document) throws IOException {
    for (String block : blocks(SHELL, document)) {
      for (String line : block.replace("\\\n", " ").split("\n")) {
        String command = line.replaceFirst("\\s#.*", "").strip();
        if (command.startsWith("./sharelens ")) {
          String[] words = command.substring("./sharelens ".length()).strip().split("\\s+");
          CommandLine.ParseResult parsed = Main.commandLine().parseArgs(words);
          assertThat(parsed.unmatched()).as(command).isEmpty();
        }
      }
    }
  }

  @Test
  void everyOpeningIsInTheLeakageTable() throws IOException {
    String security = Files.readString(Modules.ROOT.resolve("docs/SECURITY.md"));
    TreeSet<String> labels = new TreeSet<>();
    for (Path source : Modules.sources()) {
      Matcher opening = OPENING.matcher(Files.readString(source));
      while (opening.find()) {
        labels.add(opening.group(1));
      }
    }
    assertThat(labels).hasSizeGreaterThan(3);
    assertThat(labels).allSatisfy(label -> assertThat(security).contains("`" + label + "`"));
  }

  private static List<String> blocks(Pattern kind, Path document) throws IOException {
    return kind.matcher(Files.readString(document)).results().map(r -> r.group(1)).toList();
  }
}
