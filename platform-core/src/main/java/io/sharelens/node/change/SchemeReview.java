package io.sharelens.node.change;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.model.ModelFit;
import io.sharelens.node.plugin.PluginIdentity;
import io.sharelens.node.scheme.AcceptanceCheck;
import io.sharelens.node.scheme.Scheme;
import io.sharelens.node.scheme.SchemeBook;
import io.sharelens.node.scheme.SchemeFile;
import io.sharelens.node.store.PublicationRow;
import io.sharelens.node.store.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether this node can and may run a proposed scheme. */
public final class SchemeReview {
  private final Store store;
  private final SchemeBook schemes;
  private final AcceptanceCheck accept;
  private final ModelFit models;

  /**
   * @param models says which models a scheme can serve with
   */
  public SchemeReview(Store store, SchemeBook schemes, AcceptanceCheck accept, ModelFit models) {
    this.store = store;
    this.schemes = schemes;
    this.accept = accept;
    this.models = models;
  }

  /**
   * @throws LensException USER why this node cannot or may not run it
   */
  Scheme check(SchemeFile file) {
    Scheme scheme = schemes.resolve(file);
    accept.check(scheme);
    return scheme;
  }

  /**
   * As {@link #check(SchemeFile)}, with the same plugins as node 1.
   *
   * @throws LensException PROTOCOL {@code plugins-differ}
   */
  Scheme check(SchemeFile file, List<PluginIdentity> theirs) {
    Scheme scheme = check(file);
    if (!scheme.plugins().equals(theirs)) {
      throw LensException.protocol(
          "plugins-differ",
          "plugins differ: node 1 has " + theirs + ", this node " + scheme.plugins());
    }
    return scheme;
  }

  /**
   * The model that the scheme is to serve with.
   *
   * @param wanted SHA-256; null for the newest published one that fits
   * @throws LensException USER {@code no-model} or why the wanted one does not fit
   */
  String model(Scheme scheme, @Nullable String wanted) {
    String now = store.models().published().map(m -> m.sha256()).orElse(null);
    if (wanted != null) {
      models.require(wanted, scheme, now);
      return wanted;
    }
    if (now == null) {
      throw LensException.user("no-model", "no model is published yet; publish one first");
    }
    LensException why = null;
    for (PublicationRow p : store.publications().list().reversed()) {
      try {
        models.require(p.sha256(), scheme, now);
        return p.sha256();
      } catch (LensException e) {
        why = why == null ? e : why;
      }
    }
    throw new LensException(
        io.sharelens.mpc.error.ErrorKind.USER,
        "no-model",
        "no published model fits the scheme "
            + scheme.name()
            + "; name one ("
            + (why == null ? "none is left" : why.getMessage())
            + ")",
        why);
  }
}
