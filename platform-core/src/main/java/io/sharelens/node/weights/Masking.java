package io.sharelens.node.weights;

import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.SecretWeights;
import io.sharelens.inference.WeightLayout;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.channel.PartyChannel;
import io.sharelens.mpc.dealer.MaterialStock;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.session.NodeContext;
import io.sharelens.node.session.ServerSession;
import io.sharelens.node.session.SessionRun;

/**
 * The computing part of a session that masks the weights of one model, the same at nodes 1 and 2:
 * both open F = W - B, with rows of B that the dealer makes for fresh keys. One round a layer, 8
 * bytes a weight. Nobody learns anything of W: B is uniform, and its keys are used once.
 */
final class Masking {
  private final NodeContext node;
  private final ModelShelf shelf;
  private final PublishedModel manifest;
  private final WeightLayout layout;

  Masking(NodeContext node, ModelShelf shelf, String sha256) {
    this.node = node;
    this.shelf = shelf;
    this.manifest = PublishedModel.read(shelf.file(sha256));
    this.layout = WeightLayout.of(QuantizedModel.of(manifest));
    shelf.parts().require(manifest);
  }

  /** Rows of all layers: keys that are needed. */
  int rows() {
    return layout.rows();
  }

  SecretWeights compute(SessionRun run, PartyChannel peer, PartyChannel dealer, long firstKey) {
    SecretWeights.Share share = shelf.parts().share(manifest, 2);
    try (ServerSession session =
        new ServerSession(
            node.node(), peer, dealer, node.random(), run.ledger(), MaterialStock.EMPTY)) {
      SecretWeights weights = SecretWeights.fix(layout, share, session.arithmetic(), firstKey);
      session.end();
      return weights;
    }
  }

  /** Durably; only then may either server use them. */
  void store(SecretWeights weights, long firstKey) {
    shelf.masked().store(manifest.sha256(), layout, firstKey, weights);
  }
}
