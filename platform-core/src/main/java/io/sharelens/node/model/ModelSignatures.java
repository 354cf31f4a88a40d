package io.sharelens.node.model;

import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import io.sharelens.spi.graph.Preprocessing;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which models take the same tensors: then pictures need not be uploaded again. Thread-safe. */
public final class ModelSignatures {
  private final ModelShelf shelf;
  private final Map<String, Signature> known = new ConcurrentHashMap<>();

  public ModelSignatures(ModelShelf shelf) {
    this.shelf = shelf;
  }

  /** Everything that the tensor of a picture depends on. */
  private record Signature(Preprocessing preprocessing, int fractionBits, int bound) {}

  /** Whether a tensor made for {@code first} is one for {@code second}, by hash of the file. */
  public boolean same(String first, String second) {
    if (first.equals(second)) {
      return true;
    }
    try {
      return signature(first).equals(signature(second));
    } catch (LensException e) {
      return false; // A model that is not here any more: nobody can tell.
    }
  }

  private Signature signature(String sha256) {
    return known.computeIfAbsent(
        sha256,
        h -> {
          PublishedModel m = PublishedModel.read(shelf.file(h));
          return new Signature(
              m.graph().preprocessing(), m.plan().inputFractionBits(), m.plan().inputBound());
        });
  }
}
