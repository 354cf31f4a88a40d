package io.sharelens.node.rest;

import io.sharelens.api.SearchResult;
import io.sharelens.node.service.SearchAnswer;
import io.sharelens.node.service.ShareSource;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Writes search answers: length, document, then the shares as they are read from disk. */
final class Answers {
  private Answers() {}

  /** The length is announced, so that a client notices an answer that breaks off. */
  static Response of(SearchAnswer answer) {
    byte[] document;
    try {
      document = Json.MAPPER.writeValueAsBytes(answer.result());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long length = Integer.BYTES + document.length;
    for (ShareSource file : answer.files()) {
      length += file.bytes();
    }
    StreamingOutput body =
        out -> {
          out.write(ByteBuffer.allocate(Integer.BYTES).putInt(document.length).array());
          out.write(document);
          for (ShareSource file : answer.files()) {
            file.writeTo(out);
          }
        };
    return Response.ok(body, SearchResult.MEDIA_TYPE)
        .header(HttpHeaders.CONTENT_LENGTH, length)
        .build();
  }
}
