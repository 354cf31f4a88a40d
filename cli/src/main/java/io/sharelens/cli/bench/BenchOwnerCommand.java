package io.sharelens.cli.bench;

import io.sharelens.cli.local.Distribution;
import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.spi.federation.UpdateRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The owner of a bench of federated learning, started by the bench itself. */
@Command(name = "bench-owner", hidden = true, description = "The owner of a bench.")
public final class BenchOwnerCommand implements Callable<Integer> {
  @Option(names = "--folder", required = true)
  private Path folder = Path.of(".");

  @Option(names = "--scheme", required = true)
  private Path scheme = Path.of(".");

  @Option(names = "--size", required = true)
  private int size;

  @Option(names = "--categories", required = true)
  private int categories;

  @Option(names = "--owners", required = true)
  private int owners;

  /** Weights and rules of a scheme. */
  private record Subject(Map<String, Shape> weights, UpdateRules rules) {}

  @Override
  public Integer call() throws IOException {
    Subject subject =
        Distribution.withPlugins(
            Distribution.here().plugins(),
            host -> {
              Scheme s = new Scheme(SchemeFile.read(scheme), host);
              return new Subject(
                  GraphShapes.weights(
                      s.backbone().graph(size, categories, s.file().backbone().config())),
                  s.aggregator().orElseThrow().rules());
            });
    Map<String, FloatTensor> global = new TreeMap<>();
    Map<String, FloatTensor> local = new TreeMap<>();
    subject.weights.forEach(
        (name, shape) -> {
          global.put(name, new FloatTensor(shape, new float[shape.size()]));
          local.put(name, new FloatTensor(shape, changed(shape.size())));
        });
    OwnerClock clock = new OwnerClock(global, local, subject.rules, folder);
    BenchFiles.write(folder.resolve(FederationBench.READING), clock.measure(owners));
    return 0;
  }

  /** Small changes of all sizes, so that no branch is always taken. */
  private static float[] changed(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (i * 0x9e3779b9 >> 20) * 1e-7f;
    }
    return values;
  }
}
