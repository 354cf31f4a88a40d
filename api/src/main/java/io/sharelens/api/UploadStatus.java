package io.sharelens.api;

import java.util.List;

/**
 * Answer to an upload plan: where to go on.
 *
 * @param id the picture
 * @param attempt the attempt
 * @param state UPLOADING until every part is complete and {@code complete} was called
 * @param parts bytes that this node holds durably
 * @param chunkBytes largest chunk that this node takes
 */
public record UploadStatus(
    String id, String attempt, PictureState state, List<PartOffset> parts, int chunkBytes) {
  public UploadStatus {
    parts = List.copyOf(parts);
  }

  /**
   * How far a part is.
   *
   * @param name the part's name
   * @param offset bytes received
   * @param bytes bytes planned
   */
  public record PartOffset(String name, long offset, long bytes) {}
}
