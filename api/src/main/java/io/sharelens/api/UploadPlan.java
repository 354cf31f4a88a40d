package io.sharelens.api;

import java.util.List;

/**
 * What an owner is about to upload to one node for one attempt at a picture. An attempt has fresh
 * seeds; the same attempt can only be continued with the same plan.
 *
 * @param attempt fresh id (UUID) of this attempt, equal at both nodes
 * @param mediaType of the original file, for example {@code image/jpeg}
 * @param model SHA-256 (hex) of the model whose preprocessing made the tensor
 * @param parts this node's shares
 */
public record UploadPlan(String attempt, String mediaType, String model, List<PartPlan> parts) {
  public UploadPlan {
    parts = List.copyOf(parts);
  }
}
