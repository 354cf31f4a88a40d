package io.sharelens.owner.train;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.spi.graph.LayerGraph;
import io.sharelens.spi.graph.Preprocessing;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What a model makes of labelled pictures, without training on them.
 *
 * @param features one vector for each picture, not normalised
 * @param loss mean cross-entropy of the class scores
 * @param accuracy share of the pictures whose largest score is that of their class, 0..1
 */
public record Assessment(float[][] features, double loss, double accuracy) {
  static {
    DjlEnvironment.prepare();
  }

  private static final int BATCH = 32;

  /**
   * Assesses; waits while a training runs in this process.
   *
   * @param weights at least those of the graph
   * @param tensors input tensor [3, size, size] of a picture, asked for once each, in order
   * @param labels classes of the pictures
   */
  public static Assessment of(
      LayerGraph graph,
      Map<String, FloatTensor> weights,
      IntFunction<float[]> tensors,
      int[] labels) {
    synchronized (BackboneTrainer.ONE_AT_A_TIME) {
      return assess(graph, weights, tensors, labels);
    }
  }

  private static Assessment assess(
      LayerGraph graph,
      Map<String, FloatTensor> weights,
      IntFunction<float[]> tensors,
      int[] labels) {
    float[][] features = new float[labels.length][];
    double loss = 0;
    int right = 0;
    try (Model model = Model.newInstance(graph.name())) {
      GraphBlock block = new GraphBlock(graph, graph.feature(), graph.output());
      block.load(model.getNDManager(), weights);
      model.setBlock(block);
      for (int from = 0; from < labels.length; from += BATCH) {
        int to = Math.min(labels.length, from + BATCH);
        try (NDManager manager = model.getNDManager().newSubManager()) {
          NDArray x = inputs(manager, graph.preprocessing(), tensors, from, to);
          NDList out = block.forward(new ParameterStore(manager, false), new NDList(x), false);
          rows(out.get(0), features, from, to);
          NDArray scores = out.get(1);
          float[] wanted = new float[to - from];
          for (int i = from; i < to; i++) {
            wanted[i - from] = labels[i];
          }
          NDArray cost =
              Loss.softmaxCrossEntropyLoss()
                  .evaluate(new NDList(manager.create(wanted)), new NDList(scores));
          loss += (double) cost.getFloat() * (to - from);
          right += hits(scores, labels, from);
        }
      }
    }
    return new Assessment(features, loss / labels.length, (double) right / labels.length);
  }

  private static NDArray inputs(
      NDManager manager, Preprocessing how, IntFunction<float[]> tensors, int from, int to) {
    int plane = 3 * how.size() * how.size();
    float[] values = new float[(to - from) * plane];
    for (int i = from; i < to; i++) {
      System.arraycopy(tensors.apply(i), 0, values, (i - from) * plane, plane);
    }
    return manager.create(values, new Shape(to - from, 3, how.size(), how.size()));
  }

  private static void rows(NDArray batch, float[][] rows, int from, int to) {
    float[] values = batch.toFloatArray();
    int length = values.length / (to - from);
    for (int i = from; i < to; i++) {
      rows[i] = Arrays.copyOfRange(values, (i - from) * length, (i - from + 1) * length);
    }
  }

  private static int hits(NDArray scores, int[] labels, int from) {
    long[] best = scores.argMax(1).toLongArray();
    int right = 0;
    for (int i = 0; i < best.length; i++) {
      right += best[i] == labels[from + i] ? 1 : 0;
    }
    return right;
  }
}
