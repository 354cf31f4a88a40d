package io.sharelens.owner.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sharelens.inference.FloatReference;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.spi.graph.Layer.Reduction;
import io.sharelens.spi.graph.LayerGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class AssessmentTest {
  private static final int SIZE = 19;

  /** More than a batch, and no multiple of it. */
  private static final int PICTURES = 37;

  @BeforeAll
  static void environment() {
    DjlEnvironment.prepare();
  }

  @Test
  void givesTheReferencesFeaturesAndTheScoresLossAndAccuracy() {
    LayerGraph graph = GraphBlockTest.mixed(Reduction.MEAN);
    Map<String, FloatTensor> weights = GraphBlockTest.weights(graph, 4);
    List<float[]> pictures = new ArrayList<>();
    int[] labels = new int[PICTURES];
    double loss = 0;
    int right = 0;
    for (int i = 0; i < PICTURES; i++) {
      pictures.add(GraphBlockTest.picture(SIZE, 100 + i));
      labels[i] = i % 5;
      float[] scores = GraphBlockTest.forward(graph, graph.output(), weights, pictures.get(i));
      double sum = 0;
      int best = 0;
      for (int c = 0; c < scores.length; c++) {
        sum += Math.exp(scores[c]);
        best = scores[c] > scores[best] ? c : best;
      }
      loss += (Math.log(sum) - scores[labels[i]]) / PICTURES;
      right += best == labels[i] ? 1 : 0;
    }

    Assessment found = Assessment.of(graph, weights, pictures::get, labels);

    FloatReference reference = new FloatReference(graph, weights);
    for (int i = 0; i < PICTURES; i++) {
      GraphBlockTest.assertNear(found.features()[i], reference.features(pictures.get(i)));
    }
    assertThat(found.loss()).isCloseTo(loss, within(1e-4 * loss));
    assertThat(found.accuracy()).isEqualTo((double) right / PICTURES);
  }
}
