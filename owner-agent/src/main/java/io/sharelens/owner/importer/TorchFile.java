package io.sharelens.owner.importer;

import io.sharelens.inference.model.FloatTensor;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.importer.TensorRef.StorageRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * PyTorch checkpoints ({@code .pth}, {@code .pt}, {@code .th}): the zip format of PyTorch 1.6 and
 * later, and the sequence of pickles of the years before. Nothing of the file is executed: {@link
 * TorchUnpickler}.
 */
final class TorchFile {
  private static final BigInteger LEGACY_MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final int LEGACY_PROTOCOL = 1001;
  private static final long MAX_DESCRIPTION = 64L << 20;

  private TorchFile() {}

  /** Floating-point tensors by name, with the names of the file. */
  static Map<String, FloatTensor> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] magic = in.readNBytes(2);
      if (magic.length == 2 && magic[0] == 'P' && magic[1] == 'K') {
        return zip(file);
      }
      return legacy(file);
    } catch (IOException | RuntimeException e) {
      if (e instanceof LensException lens) {
        throw new LensException(lens.kind(), lens.code(), file + ": " + lens.getMessage(), lens);
      }
      throw new LensException(
          ErrorKind.USER, "bad-checkpoint", file + " is no readable PyTorch checkpoint: " + e, e);
    }
  }

  private static Map<String, FloatTensor> zip(Path path) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      ZipEntry description =
          zip.stream()
              .filter(e -> e.getName().endsWith("data.pkl"))
              .findFirst()
              .orElseThrow(() -> bad("it has no data.pkl"));
      String root =
          description.getName().substring(0, description.getName().length() - "data.pkl".length());
      byte[] pickle = content(zip, description, Math.min(MAX_DESCRIPTION, Files.size(path)));
      Object top = new TorchUnpickler().read(new ByteArrayInputStream(pickle));
      ByteOrder order = order(zip, root);
      return StateDict.tensors(
          top,
          storage -> {
            ZipEntry entry = zip.getEntry(root + "data/" + storage.key());
            if (entry == null) {
              throw bad("storage " + storage.key() + " is missing");
            }
            try {
              byte[] bytes = content(zip, entry, bytes(storage));
              if (bytes.length < bytes(storage)) {
                throw bad("storage " + storage.key() + " ends too early");
              }
              return ByteBuffer.wrap(bytes).order(order);
            } catch (IOException e) {
              throw bad("storage " + storage.key() + " cannot be read: " + e);
            }
          });
    }
  }

  /** At most {@code limit} bytes; PyTorch stores without compression, so nothing can swell. */
  private static byte[] content(ZipFile zip, ZipEntry entry, long limit) throws IOException {
    if (entry.getMethod() != ZipEntry.STORED || limit > Integer.MAX_VALUE - 64) {
      throw bad(entry.getName() + " is compressed or too big");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readNBytes((int) limit);
    }
  }

  private static ByteOrder order(ZipFile zip, String root) throws IOException {
    ZipEntry entry = zip.getEntry(root + "byteorder");
    if (entry == null) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    String order = new String(content(zip, entry, 16), StandardCharsets.US_ASCII);
    return order.strip().equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static Map<String, FloatTensor> legacy(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    if (!(new TorchUnpickler().read(in) instanceof Number magic)
        || !new BigInteger(magic.toString()).equals(LEGACY_MAGIC)) {
      throw bad("it is neither a zip nor does it begin like an old checkpoint");
    }
    if (!(new TorchUnpickler().read(in) instanceof Number protocol)
        || protocol.intValue() != LEGACY_PROTOCOL) {
      throw bad("its protocol version is unknown");
    }
    new TorchUnpickler().read(in); // the machine that wrote it
    Object top = new TorchUnpickler().read(in);
    if (!(new TorchUnpickler().read(in) instanceof List<?> keys)) {
      throw bad("it lists no storages");
    }
    int at = bytes.length - in.available();
    Map<String, ByteBuffer> found = new HashMap<>();
    Map<String, StorageRef> storages = StateDict.storages(top);
    for (Object key : keys) {
      StorageRef storage = storages.get(String.valueOf(key));
      if (storage == null) {
        throw bad("storage " + key + " belongs to no tensor");
      }
      ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      if (at > bytes.length - Long.BYTES
          || all.getLong(at) != storage.elements()
          || bytes(storage) > bytes.length - at - Long.BYTES) {
        throw bad("storage " + key + " ends too early");
      }
      int length = (int) bytes(storage);
      found.put(storage.key(), all.slice(at + Long.BYTES, length).order(ByteOrder.LITTLE_ENDIAN));
      at += Long.BYTES + length;
    }
    return StateDict.tensors(
        top,
        storage -> {
          ByteBuffer content = found.get(storage.key());
          if (content == null) {
            throw bad("storage " + storage.key() + " is missing");
          }
          return content;
        });
  }

  private static long bytes(StorageRef storage) {
    if (storage.elements() < 0 || storage.elements() > Integer.MAX_VALUE / 8) {
      throw bad("storage " + storage.key() + " is too big");
    }
    return storage.elements() * storage.kind().width();
  }

  private static LensException bad(String why) {
    return LensException.user("bad-checkpoint", "not a readable PyTorch checkpoint: " + why);
  }
}
