package io.sharelens.owner.importer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small PyTorch checkpoints, instruction by instruction, in both of its formats. */
final class CheckpointBuilder {
  private final ByteArrayOutputStream items = new ByteArrayOutputStream();
  private final List<float[]> storages = new ArrayList<>();
  private boolean legacy;
  private final List<Runnable> writers = new ArrayList<>();

  void tensor(String name, float[] values, int... shape) {
    int[] stride = new int[shape.length];
    for (int d = shape.length - 1, step = 1; d >= 0; d--) {
      stride[d] = step;
      step *= shape[d];
    }
    writers.add(() -> tensor(name, values, shape, stride));
  }

  /** A tensor [rows, columns] over values that are stored column by column. */
  void transposed(String name, float[] values, int rows, int columns) {
    writers.add(() -> tensor(name, values, new int[] {rows, columns}, new int[] {1, rows}));
  }

  /** A tensor that reaches beyond its storage. */
  void overlong(String name, float[] values) {
    writers.add(() -> tensor(name, values, new int[] {values.length}, new int[] {2}));
  }

  /** An entry whose value is the call of something without arguments. */
  void call(String global) {
    writers.add(
        () -> {
          text("evil");
          raw("c" + global + "\n").write(items, ")R");
        });
  }

  /** An entry that begins with a bare instruction. */
  void instruction(int op) {
    writers.add(
        () -> {
          text("evil");
          items.write(op);
        });
  }

  private void tensor(String name, float[] values, int[] shape, int[] stride) {
    text(name);
    raw("ctorch._utils\n_rebuild_tensor_v2\n").write(items, "((");
    text("storage");
    raw("ctorch\nFloatStorage\n").write(items, "");
    text(String.valueOf(storages.size()));
    text("cpu");
    number(values.length);
    if (legacy) {
      items.write('N');
    }
    raw("tQ").write(items, "");
    storages.add(values);
    number(0);
    tuple(shape);
    tuple(stride);
    items.write(0x89); // requires_grad = False
    raw("ccollections\nOrderedDict\n").write(items, ")R");
    raw("tR").write(items, "");
  }

  private record Raw(String text) {
    void write(ByteArrayOutputStream to, String more) {
      to.writeBytes((text + more).getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static Raw raw(String text) {
    return new Raw(text);
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    items.write('X');
    items.writeBytes(le(4).putInt(bytes.length).array());
    items.writeBytes(bytes);
  }

  private void number(int n) {
    items.write('J');
    items.writeBytes(le(4).putInt(n).array());
  }

  private void tuple(int[] numbers) {
    items.write('(');
    for (int n : numbers) {
      number(n);
    }
    items.write('t');
  }

  private static ByteBuffer le(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** {@code {"epoch": 3, "state_dict": OrderedDict(...)}}, with attributes set on the latter. */
  private byte[] description(boolean old) {
    legacy = old;
    items.reset();
    storages.clear();
    items.writeBytes(new byte[] {(byte) 0x80, 2, '}', '('});
    text("epoch");
    number(3);
    text("state_dict");
    raw("ccollections\nOrderedDict\n").write(items, ")R(");
    writers.forEach(Runnable::run);
    raw("u").write(items, "}(");
    text("_metadata");
    raw("N").write(items, "ubu.");
    return items.toByteArray();
  }

  byte[] zip() throws IOException {
    byte[] description = description(false);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "archive/data.pkl", description);
      put(zip, "archive/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < storages.size(); i++) {
        put(zip, "archive/data/" + i, bytes(storages.get(i)));
      }
    }
    return out.toByteArray();
  }

  byte[] legacy() throws IOException {
    byte[] description = description(true);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] magic = new BigInteger("1950a86a20f9469cfc6c", 16).toByteArray();
    out.writeBytes(new byte[] {(byte) 0x80, 2, (byte) 0x8a, (byte) magic.length});
    for (int i = magic.length - 1; i >= 0; i--) {
      out.write(magic[i]);
    }
    out.write('.');
    out.writeBytes(new byte[] {(byte) 0x80, 2, 'M', (byte) 0xe9, 3, '.'});
    out.writeBytes(new byte[] {(byte) 0x80, 2, '}', '.'});
    out.writeBytes(description);
    items.reset();
    items.writeBytes(new byte[] {(byte) 0x80, 2, ']', '('});
    for (int i = 0; i < storages.size(); i++) {
      text(String.valueOf(i));
    }
    raw("e.").write(items, "");
    out.writeBytes(items.toByteArray());
    for (float[] storage : storages) {
      out.writeBytes(le(8).putLong(storage.length).array());
      out.writeBytes(bytes(storage));
    }
    return out.toByteArray();
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = le(4 * values.length);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
