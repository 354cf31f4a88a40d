package io.sharelens.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  private static byte[] file(String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  private static byte[] written(Safetensors tensors) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    tensors.write(out);
    return out.toByteArray();
  }

  @Test
  void comesBackAsItWasWritten() throws IOException {
    float[] many = new float[300_001];
    for (int i = 0; i < many.length; i++) {
      many[i] = i * 0.37f - 5;
    }
    Map<String, FloatTensor> tensors =
        Map.of(
            "b", new FloatTensor(Shape.of(300_001), many),
            "a", new FloatTensor(Shape.of(2, 2), new float[] {1, -2, Float.MIN_VALUE, 4}),
            "none", new FloatTensor(Shape.of(0, 3), new float[0]),
            "scalar", new FloatTensor(Shape.of(), new float[] {7}));
    byte[] bytes = written(Safetensors.of(Map.of("note", "grün \"x\""), tensors));
    assertThat(bytes).isEqualTo(written(Safetensors.of(Map.of("note", "grün \"x\""), tensors)));
    Safetensors back = Safetensors.read(bytes);
    assertThat(back.metadata()).containsEntry("note", "grün \"x\"");
    assertThat(back.tensors().keySet()).containsExactly("a", "b", "none", "scalar");
    back.tensors()
        .forEach(
            (name, t) -> {
              FloatTensor before = Objects.requireNonNull(tensors.get(name));
              assertThat(t.shape()).isEqualTo(before.shape());
              assertThat(t.values()).containsExactly(before.values());
            });
  }

  @Test
  void readsHalfTypesAndSkipsIntegers() {
    byte[] bytes =
        file(
            "{\"h\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[4,6]},"
                + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[6,14]}}",
            14);
    ByteBuffer data = ByteBuffer.wrap(bytes, bytes.length - 14, 14).order(ByteOrder.LITTLE_ENDIAN);
    data.putShort((short) 0x3c00).putShort((short) 0xc000).putShort((short) 0x3fc0);
    Safetensors read = Safetensors.read(bytes);
    assertThat(read.tensors().get("h").values()).containsExactly(1f, -2f);
    assertThat(read.tensors().get("b").values()).containsExactly(1.5f);
    assertThat(read.skipped()).containsExactly("n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"a\":1}",
        "{} {}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"more\":1}}",
        "{\"a\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,4]}}",
        "{\"__metadata__\":{\"x\":1},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
      })
  void refusesDamagedHeaders(String header) {
    assertThatThrownBy(() -> Safetensors.read(file(header, 4)))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("bad-safetensors"));
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] whole = written(Safetensors.of(Map.of(), Map.of("a", FloatTensor.of(1, 2, 3))));
    for (int n = 0; n < whole.length; n++) {
      byte[] part = Arrays.copyOf(whole, n);
      assertThatThrownBy(() -> Safetensors.read(part)).isInstanceOf(LensException.class);
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> Safetensors.read(longer)).isInstanceOf(LensException.class);
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE);
    assertThatThrownBy(() -> Safetensors.read(whole)).isInstanceOf(LensException.class);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Safetensors.read(Path.of("no", "such.safetensors")))
        .hasMessageContaining("such.safetensors");
  }
}
