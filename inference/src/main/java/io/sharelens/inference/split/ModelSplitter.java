package io.sharelens.inference.split;

import io.sharelens.inference.QuantizedModel;
import io.sharelens.inference.WeightLayout;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.inference.model.SplitManifest;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;

/**
 * Splits a model's weights into three parts, one per server: quantised as the plan says, w = w1 +
 * w2 + w3 modulo 2^32 with w1 and w3 from fresh seeds, so that any one part is independent of the
 * weights. Any two parts together are the weights: the folder is as secret as the model itself. The
 * manifest beside them is public.
 */
public final class ModelSplitter {
  private static final String MANIFEST = "manifest.safetensors";
  private static final int BLOCK = 1 << 16;

  private ModelSplitter() {}

  /** The manifest's file in a folder of a split model. */
  public static Path manifestFile(Path folder) {
    return folder.resolve(MANIFEST);
  }

  /** The file of a server's part. */
  public static Path partFile(Path folder, int server) {
    return folder.resolve("part-" + server + ".bin");
  }

  /**
   * Writes manifest and parts; the manifest comes last, so that a folder with one is complete.
   *
   * @return the manifest
   * @throws LensException USER {@code split-exists} if the folder holds a split model already: what
   *     was sent to servers from there would not go with a new one
   */
  public static PublishedModel split(PublishedModel model, Path folder, SecureRandom random) {
    if (Files.exists(manifestFile(folder))) {
      throw LensException.user("split-exists", folder + " holds a split model already");
    }
    QuantizedModel quantized = QuantizedModel.of(model);
    WeightLayout layout = WeightLayout.of(quantized);
    int[] words = layout.vector(quantized);
    byte[] name = new byte[16];
    random.nextBytes(name);
    String id = HexFormat.of().formatHex(name);
    Seed first = Seed.fresh(random);
    Seed third = Seed.fresh(random);
    subtract(words, PartHeader.words(first));
    subtract(words, PartHeader.words(third));
    List<PartHeader> headers =
        List.of(
            PartHeader.one(id, words.length, first),
            PartHeader.two(id, words.length, third),
            PartHeader.three(id, words.length, third, first));
    try {
      Files.createDirectories(folder);
      List<String> digests = new ArrayList<>();
      for (PartHeader header : headers) {
        digests.add(write(partFile(folder, header.part()), header, words));
      }
      PublishedModel manifest =
          PublishedModel.manifest(
              model, new SplitManifest(SplitManifest.FORMAT, id, words.length, digests));
      manifest.write(manifestFile(folder));
      return manifest;
    } catch (IOException e) {
      throw LensException.resources("write-failed", "cannot write the parts to " + folder, e);
    }
  }

  private static void subtract(int[] words, Prg mask) {
    int[] block = new int[BLOCK];
    for (int from = 0; from < words.length; from += BLOCK) {
      mask.ints(block);
      int n = Math.min(BLOCK, words.length - from);
      for (int i = 0; i < n; i++) {
        words[from + i] -= block[i];
      }
    }
  }

  private static String write(Path target, PartHeader header, int[] second) throws IOException {
    Path temporary = target.resolveSibling(target.getFileName() + ".part");
    MessageDigest digest = WeightPart.sha256();
    Files.deleteIfExists(temporary);
    ownerOnly(Files.createFile(temporary));
    try (OutputStream out =
        new BufferedOutputStream(
            new DigestOutputStream(Files.newOutputStream(temporary), digest), BLOCK)) {
      out.write(header.bytes());
      ByteBuffer buffer = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = 0; header.full() && at < second.length; ) {
        int n = Math.min(second.length - at, BLOCK / Integer.BYTES);
        buffer.asIntBuffer().put(second, at, n);
        out.write(buffer.array(), 0, n * Integer.BYTES);
        at += n;
      }
    }
    Files.move(
        temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void ownerOnly(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(
          file, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    }
  }
}
