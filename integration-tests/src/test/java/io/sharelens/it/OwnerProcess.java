package io.sharelens.it;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** An owner's daemon as a process of its own, with a folder of labelled pictures. */
public final class OwnerProcess implements AutoCloseable {
  private static final int SIDE = 24;

  private final Path folder;
  private final int pictures;
  private @Nullable Process process;

  /**
   * @param folder of this owner; made
   * @param deployment the owner's deployment file
   * @param pictures how many it has, of classes {@code a} and {@code b}
   */
  OwnerProcess(Path folder, Path deployment, int pictures, int seed) throws IOException {
    this(folder, deployment, pictures, seed, "policy: {rounds_per_day: 100}");
  }

  /**
   * @param more lines of its configuration: policy, page
   */
  public OwnerProcess(Path folder, Path deployment, int pictures, int seed, String more)
      throws IOException {
    this.folder = Files.createDirectories(folder);
    this.pictures = pictures;
    Random random = new Random(seed);
    for (int i = 0; i < pictures; i++) {
      String label = i % 2 == 0 ? "a" : "b";
      Path file = pictures().resolve(label).resolve("picture" + i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(picture(i % 2 == 0, random), "png", file.toFile());
    }
    Files.writeString(
        folder.resolve("owner.yaml"),
        """
        deployment: %s
        pictures: pictures
        state: state
        training: {keep_local_models: true}
        watch: {settle_seconds: 0.5, look_seconds: 1}
        %s
        """
            .formatted(deployment, more));
  }

  public int count() {
    return pictures;
  }

  public Path pictures() {
    return folder.resolve("pictures");
  }

  /** The locally trained weights of a round, if this owner trained in it. */
  Path localModel(long round) {
    return folder.resolve("state/local-models/round-" + round + ".safetensors");
  }

  public void start() throws IOException {
    process =
        new ProcessBuilder(command("run").toArray(String[]::new))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("owner.log").toFile()))
            .start();
  }

  /** Runs another owner command on this owner's configuration. */
  public Distribution.Result call(String... arguments) throws IOException, InterruptedException {
    List<String> command = command(arguments[0]);
    command.addAll(List.of(arguments).subList(1, arguments.length));
    return Distribution.finish(new ProcessBuilder(command), Duration.ofMinutes(2));
  }

  private List<String> command(String name) {
    return new java.util.ArrayList<>(
        List.of(
            Distribution.HOME.resolve("bin/sharelens").toString(),
            "owner",
            name,
            "--config",
            folder.resolve("owner.yaml").toString()));
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    Process p = process;
    if (p != null) {
      List<ProcessHandle> children = p.descendants().toList();
      p.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      if (!p.waitFor(20, TimeUnit.SECONDS)) {
        throw new AssertionError("an owner survives SIGKILL");
      }
      process = null;
    }
  }

  public boolean alive() {
    Process p = process;
    return p != null && p.isAlive();
  }

  public String log() throws IOException {
    Path log = folder.resolve("owner.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /** Class a is bright at the top, class b at the bottom; colours as they come. */
  private static BufferedImage picture(boolean top, Random random) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.getHSBColor(random.nextFloat(), 1, 0.3f));
    g.fillRect(0, 0, SIDE, SIDE);
    g.setColor(Color.getHSBColor(random.nextFloat(), 0.5f, 1));
    g.fillRect(0, top ? 0 : SIDE / 2, SIDE, SIDE / 2);
    g.dispose();
    return image;
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
