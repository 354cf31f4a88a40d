package io.sharelens.node.rehearsal;

import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.feature.ModelCache;
import io.sharelens.node.model.ModelFit;
import io.sharelens.node.model.ModelShelf;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.store.PublicationRow;
import io.sharelens.node.store.Publications;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The model that a scheme would serve with: the newest published one that fits. One that only lacks
 * the kind of weights that the scheme wants will do, for its graph and plan are all that counts.
 */
public final class ModelPick {
  private static final Set<String> WEIGHTS =
      Set.of("public-weights", "secret-weights", "part-missing");

  private final ModelShelf shelf;
  private final ModelFit fit;
  private final Publications publications;
  private final ModelCache models;

  public ModelPick(ModelShelf shelf, ModelFit fit, Publications publications, ModelCache models) {
    this.shelf = shelf;
    this.fit = fit;
    this.publications = publications;
    this.models = models;
  }

  /**
   * A model by the hash of its file.
   *
   * @param drawn whether weights have to be drawn, since there are none of the kind wanted
   */
  record Pick(String sha256, boolean drawn) {}

  /**
   * @throws LensException USER {@code no-model} with what there is instead
   */
  Pick of(Scheme scheme) {
    String now =
        shelf
            .published()
            .map(m -> m.sha256())
            .orElseThrow(
                () ->
                    LensException.user("no-model", "no model is published yet; publish one first"));
    LensException why = null;
    for (PublicationRow p : publications.list().reversed()) {
      try {
        fit.require(p.sha256(), scheme, now);
        return new Pick(p.sha256(), false);
      } catch (LensException e) {
        if (WEIGHTS.contains(e.code())) {
          return new Pick(p.sha256(), true);
        }
        why = why == null ? e : why;
      }
    }
    throw new LensException(
        ErrorKind.USER,
        "no-model",
        "no published model fits the scheme "
            + scheme.name()
            + ", so that there is nothing to rehearse a query with; publish one ("
            + message(why)
            + ")",
        why);
  }

  private static String message(@Nullable LensException why) {
    return why == null ? "none is left" : String.valueOf(why.getMessage());
  }

  /** The picked model, ready to run. */
  RehearsedModel open(Pick pick, Scheme scheme) {
    PublishedModel model = PublishedModel.read(shelf.file(pick.sha256()));
    if (scheme.file().sharedWeights()) {
      return RehearsedModel.shared(model);
    }
    return RehearsedModel.open(model, pick.drawn() ? null : models.get(pick.sha256()));
  }

  /** Shape of what the picked model takes and gives: pixels a side, numbers in a feature. */
  int[] sizes(Pick pick) {
    PublishedModel model = PublishedModel.read(shelf.file(pick.sha256()));
    return new int[] {model.graph().preprocessing().size(), model.plan().featureSpec().dimension()};
  }
}
