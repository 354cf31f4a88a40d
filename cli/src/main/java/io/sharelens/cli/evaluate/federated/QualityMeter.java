package io.sharelens.cli.evaluate.federated;

import io.sharelens.cli.evaluate.Experiment;
import io.sharelens.cli.evaluate.Normalisation;
import io.sharelens.cli.evaluate.Retrieval;
import io.sharelens.cli.model.Tensors;
import io.sharelens.cli.output.Progress;
import io.sharelens.cli.pictures.LabelledPictures;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.owner.train.Assessment;
import io.sharelens.spi.graph.LayerGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measures models in plaintext on held-out pictures: leave-one-out queries among them, and the loss
 * of the class scores. Decodes the pictures once.
 */
public final class QualityMeter {
  private static final int DEPTH = 50;

  private final LayerGraph graph;
  private final Normalisation normalisation;
  private final int[] labels;
  private final int[] queries;
  private final float[][] tensors;

  /**
   * @param graph of all models that will be measured
   * @param normalisation of features before they are compared, as in the scheme's index
   * @param queries how many of the pictures are queries, spread evenly
   */
  public QualityMeter(
      LayerGraph graph,
      Normalisation normalisation,
      LabelledPictures pictures,
      int queries,
      Progress progress) {
    this.graph = graph;
    this.normalisation = normalisation;
    this.labels = pictures.labels();
    this.queries = Experiment.queries(labels.length, queries);
    this.tensors = new float[pictures.size()][];
    Tensors read = new Tensors(graph.preprocessing(), pictures.files());
    progress.stage("reading %d held-out pictures".formatted(tensors.length));
    IntStream.range(0, tensors.length).parallel().forEach(i -> tensors[i] = read.get(i));
  }

  /** Of a model with these weights. */
  public Quality measure(Map<String, FloatTensor> weights) {
    Assessment seen = Assessment.of(graph, weights, i -> tensors[i], labels);
    float[][] unit =
        Arrays.stream(seen.features()).map(normalisation::apply).toArray(float[][]::new);
    List<List<Integer>> rankings = Retrieval.rank(unit, queries, DEPTH);
    return new Quality(
        precision(rankings, 10), precision(rankings, DEPTH), seen.loss(), seen.accuracy());
  }

  private double precision(List<List<Integer>> rankings, int k) {
    double sum = 0;
    for (int i = 0; i < queries.length; i++) {
      sum += Retrieval.precision(queries[i], rankings.get(i), labels, k);
    }
    return sum / queries.length;
  }

  /** Held-out pictures. */
  int pictures() {
    return labels.length;
  }

  /** Queries that are measured. */
  public int queries() {
    return queries.length;
  }

  /** Precision of a random ranking. */
  public double chance() {
    return Retrieval.chance(queries, labels);
  }

  /**
   * Largest precision that any ranking can have: where a class has fewer than k + 1 pictures, the
   * first k cannot all be of it.
   */
  public double ceiling(int k) {
    List<Double> best = new ArrayList<>();
    for (int q : queries) {
      long same = Arrays.stream(labels).filter(l -> l == labels[q]).count() - 1;
      best.add(Math.min(1.0, (double) same / k));
    }
    return best.stream().mapToDouble(b -> b).average().orElse(0);
  }
}
