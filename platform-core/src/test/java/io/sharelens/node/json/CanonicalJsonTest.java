package io.sharelens.node.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  record Thing(String b, int a, @Nullable String none) {}

  @Test
  void oneSpelling() {
    assertThat(CanonicalJson.text(new Thing("x", 1, null))).isEqualTo("{\"a\":1,\"b\":\"x\"}");
    Map<String, Integer> map = new LinkedHashMap<>();
    map.put("z", 1);
    map.put("y", 2);
    assertThat(CanonicalJson.text(map)).isEqualTo("{\"y\":2,\"z\":1}");
    assertThat(CanonicalJson.digest(Map.of("y", 2, "z", 1))).isEqualTo(CanonicalJson.digest(map));
    assertThat(CanonicalJson.sha256(new byte[0])).startsWith("e3b0c44298fc1c14");
  }

  @Test
  void readsStrictly() {
    assertThat(read("{\"a\":1,\"b\":\"x\"}")).isEqualTo(new Thing("x", 1, null));
    for (String bad :
        new String[] {"", "null", "{}", "[1]", "{\"a\":1,\"b\":\"x\",\"c\":0}", "{"}) {
      assertThatThrownBy(() -> read(bad))
          .describedAs(bad)
          .isInstanceOf(LensException.class)
          .hasFieldOrPropertyWithValue("code", "bad-message");
    }
  }

  private static Thing read(String json) {
    return CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8), Thing.class);
  }
}
