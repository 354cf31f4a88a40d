package io.sharelens.inference.model;

import io.sharelens.inference.model.SafetensorsHeader.Entry;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tensors in the safetensors format: eight bytes with the header's length, a JSON header, the
 * tensors' bytes. Reads F32, F16 and BF16 (other types are checked and left out), writes F32.
 * Writing is deterministic: equal tensors and texts give equal bytes.
 *
 * @param metadata texts of the file
 * @param tensors by name, sorted
 * @param skipped names of tensors that hold no 16- or 32-bit floats
 */
public record Safetensors(
    SortedMap<String, String> metadata,
    SortedMap<String, FloatTensor> tensors,
    List<String> skipped) {
  private static final int LENGTH_BYTES = Long.BYTES;
  private static final int BUFFER_BYTES = 1 << 20;

  public Safetensors {
    skipped = List.copyOf(skipped);
  }

  /** Tensors and texts to be written. */
  public static Safetensors of(Map<String, String> metadata, Map<String, FloatTensor> tensors) {
    return new Safetensors(new TreeMap<>(metadata), new TreeMap<>(tensors), List.of());
  }

  /** USER {@code bad-safetensors} if the file is not valid, {@code no-file} if there is none. */
  public static Safetensors read(Path file) {
    return read(map(file));
  }

  /** As {@link #read(Path)}, from memory. */
  public static Safetensors read(byte[] file) {
    return read(ByteBuffer.wrap(file));
  }

  static ByteBuffer map(Path file) {
    if (!Files.isRegularFile(file)) {
      throw LensException.user("no-file", "there is no file " + file);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE) {
        throw SafetensorsHeader.bad("it is larger than 2 GiB");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
    } catch (IOException e) {
      throw LensException.resources("read-failed", "cannot read " + file, e);
    }
  }

  static Safetensors read(ByteBuffer file) {
    ByteBuffer in = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < LENGTH_BYTES) {
      throw SafetensorsHeader.bad("it has only " + in.remaining() + " bytes");
    }
    long length = in.getLong();
    if (length < 2 || length > SafetensorsHeader.MAX_BYTES || length > in.remaining()) {
      throw SafetensorsHeader.bad("its header cannot have " + length + " bytes");
    }
    byte[] header = new byte[(int) length];
    in.get(header);
    SafetensorsHeader parsed = SafetensorsHeader.parse(header, in.remaining());
    ByteBuffer data = in.slice().order(ByteOrder.LITTLE_ENDIAN);
    SortedMap<String, FloatTensor> tensors = new TreeMap<>();
    List<String> skipped = new ArrayList<>();
    for (Entry e : parsed.entries()) {
      if (e.isFloat()) {
        tensors.put(e.name(), new FloatTensor(e.shape(), floats(e, data)));
      } else {
        skipped.add(e.name());
      }
    }
    return new Safetensors(parsed.metadata(), tensors, skipped);
  }

  private static float[] floats(Entry e, ByteBuffer data) {
    float[] out = new float[e.shape().size()];
    int begin = (int) e.begin();
    if (e.type().equals("F32")) {
      data.slice(begin, out.length * Float.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(out);
      return out;
    }
    boolean brain = e.type().equals("BF16");
    for (int i = 0; i < out.length; i++) {
      short half = data.getShort(begin + i * Short.BYTES);
      out[i] = brain ? Float.intBitsToFloat(half << 16) : Float.float16ToFloat(half);
    }
    return out;
  }

  /** Writes the file; the stream stays open. */
  public void write(OutputStream out) throws IOException {
    List<Entry> entries = new ArrayList<>();
    long at = 0;
    for (Map.Entry<String, FloatTensor> t : tensors.entrySet()) {
      long end = at + (long) t.getValue().shape().size() * Float.BYTES;
      entries.add(new Entry(t.getKey(), "F32", t.getValue().shape(), at, end));
      at = end;
    }
    byte[] header = new SafetensorsHeader(metadata, entries).bytes();
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(length.putLong(0, header.length).array());
    out.write(header);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (FloatTensor t : tensors.values()) {
      float[] values = t.values();
      for (int i = 0; i < values.length; ) {
        int n = Math.min(values.length - i, BUFFER_BYTES / Float.BYTES);
        buffer.asFloatBuffer().put(values, i, n);
        out.write(buffer.array(), 0, n * Float.BYTES);
        i += n;
      }
    }
  }
}
