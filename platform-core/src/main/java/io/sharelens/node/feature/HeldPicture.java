package io.sharelens.node.feature;

/**
 * One complete upload attempt of a picture at this node.
 *
 * @param owner principal that owns the picture
 * @param id the owner's name for it; unique per owner
 * @param attempt upload attempt; equal at both computing nodes
 * @param model sha256 of the model whose preprocessing made the tensor
 * @param seedForm whether this node's tensor share is a 16-byte seed (else little-endian words)
 * @param elements ring elements of the tensor
 */
public record HeldPicture(
    String owner, String id, String attempt, String model, boolean seedForm, int elements) {
  /** Names owner, picture and attempt; equal at both nodes. */
  public AttemptKey key() {
    return new AttemptKey(owner, id, attempt);
  }
}
