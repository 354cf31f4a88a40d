package io.sharelens.node.model;

import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.spi.BackboneFactory;
import io.sharelens.spi.PluginConfig;
import org.jspecify.annotations.Nullable;

/** Whether a scheme can serve with a model without any owner. Thread-safe. */
public final class ModelFit {
  private final ModelShelf shelf;
  private final ModelSignatures signatures;

  public ModelFit(ModelShelf shelf, ModelSignatures signatures) {
    this.shelf = shelf;
    this.signatures = signatures;
  }

  /**
   * @param published SHA-256 of the model that pictures are prepared for now; null for none
   * @throws LensException USER {@code model-unknown}, {@code backbone-differs}, {@code
   *     model-differs}, {@code part-missing} or what {@link ModelLoader} says
   */
  public void require(String sha256, Scheme scheme, @Nullable String published) {
    PublishedModel model = PublishedModel.read(shelf.file(sha256));
    BackboneFactory backbone = scheme.backbone();
    PluginConfig options = scheme.file().backbone().config();
    String wanted =
        backbone.graph(backbone.usualSize(options), model.categories().size(), options).name();
    if (!model.graph().name().equals(wanted)) {
      throw LensException.user(
          "backbone-differs",
          "the model "
              + sha256
              + " is a "
              + model.graph().name()
              + ", the scheme wants a "
              + wanted);
    }
    ModelLoader.check(model, scheme);
    ModelLoader.checkWeights(model, scheme);
    shelf.parts().require(model);
    if (published != null && !signatures.same(published, sha256)) {
      throw LensException.user(
          "model-differs",
          "the model "
              + sha256
              + " takes pictures that are prepared in another way: owners would have to outsource"
              + " theirs again; make it with 'admin model create --like' the published one");
    }
  }
}
