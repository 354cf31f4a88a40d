package io.sharelens.node.rest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sharelens.api.CostRequest;
import jakarta.ws.rs.ext.ContextResolver;

/** JSON of the interface: what a client sends is read strictly. */
final class Json implements ContextResolver<JsonMapper> {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addModule(SparseRecords.module())
          .build();

  /** For what may leave things out; unknown names are refused all the same. */
  private static final JsonMapper OPTIONAL =
      MAPPER
          .rebuild()
          .disable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  @Override
  public JsonMapper getContext(Class<?> type) {
    return type == CostRequest.class ? OPTIONAL : MAPPER;
  }
}
