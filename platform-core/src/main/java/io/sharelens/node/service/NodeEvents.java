package io.sharelens.node.service;

import io.sharelens.node.store.PictureRef;

/**
 * What the REST layer did to the store, told after it is durable. Implementations return at once
 * and never fail; a missed event is made up for by looking at the store.
 */
public interface NodeEvents {
  /** An attempt is complete at this node. */
  void stored(PictureRef ref);

  /** A picture is deleted; its bytes may still be there until the implementation sweeps. */
  void deleted(String picture);

  /** Accounts or grants changed. */
  void grantsChanged();

  /** Pictures whose extraction had failed are to be extracted again. */
  void extractAgain();

  /** The list of categories changed. */
  void categoriesChanged();
}
