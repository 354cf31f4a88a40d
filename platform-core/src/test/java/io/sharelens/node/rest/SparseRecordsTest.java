package io.sharelens.node.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be left out of a document, and what may not. */
class SparseRecordsTest {
  record Inner(String name, int count) {}

  record Sparse(String name, int count, @Nullable Integer days, List<Inner> inner) {}

  record Strict(String name, Sparse sparse) {}

  @Test
  void whatMayBeNullMayBeLeftOut() throws Exception {
    String inner = "[{\"name\":\"i\",\"count\":2}]";
    for (String days : new String[] {"", "\"days\":null,"}) {
      Sparse s =
          Json.MAPPER.readValue(
              "{" + days + "\"name\":\"a\",\"count\":1,\"inner\":" + inner + "}", Sparse.class);
      assertThat(s).isEqualTo(new Sparse("a", 1, null, List.of(new Inner("i", 2))));
    }
    assertThat(
            Json.MAPPER
                .readValue(
                    "{\"name\":\"s\",\"sparse\":{\"name\":\"a\",\"count\":1,\"inner\":[]}}",
                    Strict.class)
                .sparse()
                .days())
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'count':1,'inner':[]}",
        "{'name':null,'count':1,'inner':[]}",
        "{'name':'a','inner':[]}",
        "{'name':'a','count':1}",
        "{'name':'a','count':1,'inner':[],'more':1}",
        "{'name':'a','count':1,'inner':[{'name':'i'}]}",
        "{'name':'a','count':1,'inner':[{'count':1}]}",
        "{'name':'a','count':1,'inner':[{'name':'i','count':1,'more':1}]}",
        "{'name':'a','count':'x','inner':[]}",
        "[]",
        "7"
      })
  void whatMustBeThereIsMissed(String json) {
    assertThatThrownBy(() -> Json.MAPPER.readValue(json.replace('\'', '"'), Sparse.class))
        .isInstanceOf(JsonProcessingException.class);
  }
}
