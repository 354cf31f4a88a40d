package io.sharelens.cli.evaluate.federated;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a model is worth on pictures that it has not seen.
 *
 * @param p10 precision at 10 of leave-one-out queries by its features
 * @param p50 precision at 50
 * @param loss mean cross-entropy of its class scores
 * @param accuracy share of pictures whose class has the largest score, 0..1
 */
public record Quality(
    @JsonProperty("p@10") double p10,
    @JsonProperty("p@50") double p50,
    double loss,
    double accuracy) {

  static Quality mean(List<Quality> all) {
    int n = all.size();
    return new Quality(
        all.stream().mapToDouble(Quality::p10).sum() / n,
        all.stream().mapToDouble(Quality::p50).sum() / n,
        all.stream().mapToDouble(Quality::loss).sum() / n,
        all.stream().mapToDouble(Quality::accuracy).sum() / n);
  }
}
