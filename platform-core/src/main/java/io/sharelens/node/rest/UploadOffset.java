package io.sharelens.node.rest;

import jakarta.ws.rs.core.Response;

/** How a resumable upload tells where it is: the header {@value #HEADER}. */
final class UploadOffset {
  static final String HEADER = "Upload-Offset";

  private UploadOffset() {}

  /**
   * Answer to a chunk: 204, or 409 {@code wrong-offset} where it did not start at the next byte.
   *
   * @param taken whether it was appended
   * @param offset bytes that are durable now
   * @param at where the chunk wanted to start
   */
  static Response answer(boolean taken, long offset, long at) {
    if (taken) {
      return Response.noContent().header(HEADER, offset).build();
    }
    Response refused =
        ProblemMapper.problem(
            Response.Status.CONFLICT.getStatusCode(),
            "wrong-offset",
            "the next chunk starts at " + offset + ", not at " + at,
            CorrelationFilter.current());
    return Response.fromResponse(refused).header(HEADER, offset).build();
  }
}
