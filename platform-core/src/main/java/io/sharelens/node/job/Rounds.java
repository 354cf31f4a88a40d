package io.sharelens.node.job;

import io.sharelens.node.change.SwitchKeeper;
import io.sharelens.node.control.ControlClient;
import io.sharelens.node.control.ModelPublisher;
import io.sharelens.node.epoch.EpochBook;
import io.sharelens.node.epoch.EpochKeeper;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.model.ModelSignatures;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.structure.IndexBuilder;
import io.sharelens.node.weights.WeightKeeper;

/** Puts the parts of node 1's batch work together. */
public final class Rounds {
  private Rounds() {}

  public static Round of(
      NodeContext node,
      EpochBook epochs,
      EpochKeeper keeper,
      ModelShelf shelf,
      ModelPublisher publisher,
      ModelSignatures signatures,
      ControlClient control,
      ExtractLeader leader,
      JobBoard jobs,
      ModelCache models,
      IndexBuilder builder,
      WorkView view,
      SwitchKeeper switching,
      WeightKeeper weights) {
    BatchRunner batches = new BatchRunner(leader, node.store().pictures(), switching::staging);
    return new Round(
        node,
        epochs,
        shelf,
        publisher,
        signatures,
        control,
        new EpochProposer(node, epochs, keeper, control, shelf.masked()),
        new ExtractionJob(node, jobs, batches, models, view),
        builder,
        view,
        switching,
        weights);
  }
}
