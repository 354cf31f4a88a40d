package io.sharelens.client.upload;

/**
 * A picture ready to be shared. Secret: no content in {@code toString}.
 *
 * @param id the owner's id of the picture; says nothing of its content
 * @param file the original bytes
 * @param words its input tensor in the model's fixed point
 * @param model SHA-256 of that model
 * @param mediaType of the file
 */
public record PreparedPicture(String id, byte[] file, int[] words, String model, String mediaType) {
  @Override
  public String toString() {
    return "PreparedPicture[" + id + "]";
  }
}
