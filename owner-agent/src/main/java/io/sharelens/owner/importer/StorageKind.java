package io.sharelens.owner.importer;

import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Number formats of PyTorch storages. Weights are floating-point; the others are passed over. */
enum StorageKind {
  FLOAT(4, true),
  HALF(2, true),
  BFLOAT16(2, true),
  DOUBLE(8, true),
  LONG(8, false),
  INT(4, false),
  SHORT(2, false),
  CHAR(1, false),
  BYTE(1, false),
  BOOL(1, false);

  private static final Map<String, StorageKind> BY_CLASS =
      Map.of(
          "FloatStorage", FLOAT,
          "HalfStorage", HALF,
          "BFloat16Storage", BFLOAT16,
          "DoubleStorage", DOUBLE,
          "LongStorage", LONG,
          "IntStorage", INT,
          "ShortStorage", SHORT,
          "CharStorage", CHAR,
          "ByteStorage", BYTE,
          "BoolStorage", BOOL);

  private final int width;
  private final boolean floating;

  StorageKind(int width, boolean floating) {
    this.width = width;
    this.floating = floating;
  }

  /** Kind of a class of module {@code torch}; null if it is no storage. */
  static @Nullable StorageKind ofClass(String name) {
    return BY_CLASS.get(name);
  }

  /** Bytes of a number. */
  int width() {
    return width;
  }

  boolean floating() {
    return floating;
  }

  /** Number {@code index} of a storage. */
  float get(ByteBuffer bytes, int index) {
    int at = index * width;
    return switch (this) {
      case FLOAT -> bytes.getFloat(at);
      case HALF -> Float.float16ToFloat(bytes.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(at) << 16);
      case DOUBLE -> (float) bytes.getDouble(at);
      default -> throw LensException.internal("no-weights", this + " holds no weights");
    };
  }
}
