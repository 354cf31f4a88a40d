package io.sharelens.owner.train;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.optimizer.Sgd;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.graph.LayerGraph;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Trains a layer graph's class scores by stochastic gradient descent on the cross-entropy. One
 * training runs at a time in a process: the library has one gradient recorder.
 */
public final class BackboneTrainer {
  static {
    DjlEnvironment.prepare();
  }

  /** Whoever uses the library in this process, too. */
  static final Object ONE_AT_A_TIME = new Object();

  private final LayerGraph graph;
  private final TrainingOptions options;

  public BackboneTrainer(LayerGraph graph, TrainingOptions options) {
    if (options.epochs() < 0 || options.batch() < 1 || !(options.rate() > 0)) {
      throw LensException.user("bad-training", "epochs, batch and rate must be positive");
    }
    this.graph = graph;
    this.options = options;
  }

  /** As below, without limits. */
  public Map<String, FloatTensor> train(
      Map<String, FloatTensor> start, TrainingSet set, Consumer<EpochReport> progress) {
    return train(start, set, progress, Pace.FREE);
  }

  /**
   * Trains.
   *
   * @param start weights to begin with, by the graph's names
   * @param progress told after each epoch
   * @param pace called after each step
   * @return weights after the last epoch; fails with {@code training-diverged} if numbers stop
   *     being finite
   */
  public Map<String, FloatTensor> train(
      Map<String, FloatTensor> start, TrainingSet set, Consumer<EpochReport> progress, Pace pace) {
    synchronized (ONE_AT_A_TIME) {
      try (Model model = Model.newInstance(graph.name())) {
        GraphBlock block = new GraphBlock(graph, graph.output());
        Engine.getInstance().setRandomSeed((int) options.seed());
        block.load(model.getNDManager(), start);
        model.setBlock(block);
        run(
            model,
            set,
            progress,
            new Proximal(block, options.proximal(), model.getNDManager()),
            pace);
        return checked(block.weights());
      }
    }
  }

  private void run(
      Model model, TrainingSet set, Consumer<EpochReport> progress, Proximal proximal, Pace pace) {
    int steps = steps(set);
    double warm = Math.max(1, options.warmUp() * steps);
    Sgd.Builder sgd =
        Optimizer.sgd()
            .setLearningRateTracker(
                (String parameter, int step) ->
                    (float) (options.rate() * Math.min(1, (step + 1) / warm)))
            .optMomentum(options.momentum())
            .optWeightDecays(options.weightDecay());
    if (options.clip() > 0) {
      sgd.optClipGrad(options.clip());
    }
    DefaultTrainingConfig config =
        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(sgd.build());
    SplittableRandom random = new SplittableRandom(options.seed());
    try (Trainer trainer = model.newTrainer(config)) {
      trainer.initialize(new Shape(options.batch(), 3, set.inputSize(), set.inputSize()));
      for (int epoch = 1; epoch <= options.epochs(); epoch++) {
        progress.accept(epoch(trainer, set, random, epoch, proximal, pace));
      }
    }
  }

  private int steps(TrainingSet set) {
    return (set.size() + options.batch() - 1) / options.batch();
  }

  private EpochReport epoch(
      Trainer trainer,
      TrainingSet set,
      SplittableRandom random,
      int epoch,
      Proximal proximal,
      Pace pace) {
    long done = (long) (epoch - 1) * steps(set);
    long total = (long) options.epochs() * steps(set);
    long begin = System.nanoTime();
    int[] order = shuffled(set.size(), random);
    double loss = 0;
    int right = 0;
    for (int from = 0; from < order.length; from += options.batch()) {
      long stepBegin = System.nanoTime();
      int n = Math.min(options.batch(), order.length - from);
      try (NDManager manager = trainer.getManager().newSubManager()) {
        int plane = 3 * set.inputSize() * set.inputSize();
        float[] inputs = new float[n * plane];
        float[] labels = new float[n];
        for (int i = 0; i < n; i++) {
          System.arraycopy(set.draw(order[from + i], random), 0, inputs, i * plane, plane);
          labels[i] = set.label(order[from + i]);
        }
        NDArray x = manager.create(inputs, new Shape(n, 3, set.inputSize(), set.inputSize()));
        NDArray y = manager.create(labels);
        try (GradientCollector gradients = trainer.newGradientCollector()) {
          NDList scores = trainer.forward(new NDList(x));
          NDArray cost = trainer.getLoss().evaluate(new NDList(y), scores);
          double value = cost.getFloat();
          if (!Double.isFinite(value)) {
            throw diverged("the loss of epoch " + epoch + " is not finite");
          }
          gradients.backward(cost);
          loss += value * n;
          long[] best = scores.singletonOrThrow().argMax(1).toLongArray();
          for (int i = 0; i < n; i++) {
            right += best[i] == (long) labels[i] ? 1 : 0;
          }
        }
        proximal.pull(manager);
        trainer.step();
      }
      pace.after(new Pace.Step(++done, total, System.nanoTime() - stepBegin));
    }
    return new EpochReport(
        epoch,
        options.epochs(),
        loss / order.length,
        (double) right / order.length,
        (System.nanoTime() - begin) / 1e9);
  }

  private static int[] shuffled(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static Map<String, FloatTensor> checked(Map<String, FloatTensor> weights) {
    weights.forEach(
        (name, tensor) -> {
          for (float v : tensor.values()) {
            if (!Float.isFinite(v)) {
              throw diverged(name + " is not finite");
            }
          }
        });
    return weights;
  }

  private static LensException diverged(String what) {
    return LensException.user(
        "training-diverged", what + "; take a smaller rate or a longer warm-up");
  }
}
