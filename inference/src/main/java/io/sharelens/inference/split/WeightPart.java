package io.sharelens.inference.split;

import io.sharelens.inference.SecretWeights;
import io.sharelens.inference.model.SplitManifest;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.AdditiveTensor;
import io.sharelens.mpc.ring.ReplicatedTensor;
import io.sharelens.mpc.ring.Shape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One server's part of a split model's weights, read from its file. Parts 1, 2 and 3 are replicated
 * shares as they are; for two servers part 1 stands for w1 + w2 and part 2 for w3.
 */
public final class WeightPart {
  private static final int BUFFER = 1 << 18;

  private final PartHeader header;
  private final int[] second;

  private WeightPart(PartHeader header, int[] second) {
    this.header = header;
    this.second = second;
  }

  /**
   * Reads a part and checks it against the manifest.
   *
   * @param server 1, 2 or 3
   * @throws LensException USER {@code bad-part} if the file is none, {@code part-wrong-server} if
   *     it is another server's, {@code part-version} if it is of another split, {@code
   *     part-differs} if its content is not what the manifest names; {@code part-missing} if there
   *     is no file
   */
  public static WeightPart read(Path file, SplitManifest manifest, int server) {
    return read(file, manifest, server, true);
  }

  /** Checks a part as {@link #read} does, without keeping its words. */
  public static void check(Path file, SplitManifest manifest, int server) {
    read(file, manifest, server, false);
  }

  private static WeightPart read(Path file, SplitManifest manifest, int server, boolean keep) {
    if (!Files.isRegularFile(file)) {
      throw missing(manifest, server);
    }
    MessageDigest digest = sha256();
    try (InputStream in =
        new DigestInputStream(
            new BufferedInputStream(Files.newInputStream(file), BUFFER), digest)) {
      PartHeader header = PartHeader.parse(in.readNBytes(PartHeader.BYTES));
      require(header, manifest, server, Files.size(file));
      int[] second = words(in, header.full() ? header.words() : 0, keep);
      if (!HexFormat.of().formatHex(digest.digest()).equals(manifest.part(server))) {
        throw LensException.user(
            "part-differs", "part " + server + " is not the one that the manifest names");
      }
      return new WeightPart(header, second);
    } catch (IOException e) {
      throw LensException.resources("read-failed", "cannot read " + file, e);
    }
  }

  /** USER {@code part-missing}: this server has no part of the split. */
  public static LensException missing(SplitManifest manifest, int server) {
    return LensException.user(
        "part-missing", "node " + server + " has no part of the split model " + manifest.id());
  }

  private static void require(PartHeader header, SplitManifest manifest, int server, long bytes) {
    if (!header.id().equals(manifest.id())) {
      throw LensException.user(
          "part-version",
          "the part is of split " + header.id() + ", the manifest of split " + manifest.id());
    }
    if (header.part() != server) {
      throw LensException.user(
          "part-wrong-server",
          "this is part " + header.part() + ", server " + server + " needs its own");
    }
    if (header.words() != manifest.words() || header.fileBytes() != bytes) {
      throw LensException.user(
          "part-differs",
          "the part has " + bytes + " bytes, the manifest tells of " + manifest.words() + " words");
    }
  }

  private static int[] words(InputStream in, int n, boolean keep) throws IOException {
    int[] words = new int[keep ? n : 0];
    byte[] buffer = new byte[BUFFER];
    for (int at = 0; at < n; ) {
      int some = Math.min(n - at, BUFFER / Integer.BYTES);
      if (in.readNBytes(buffer, 0, some * Integer.BYTES) < some * Integer.BYTES) {
        throw LensException.user("part-differs", "the part is too short");
      }
      if (keep) {
        ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words, at, some);
      }
      at += some;
    }
    return words;
  }

  /**
   * This server's share among {@code parties} computing servers: additive with 2, replicated with
   * 3.
   */
  public SecretWeights.Share share(int parties) {
    return parties == 2 ? additive() : replicated();
  }

  private SecretWeights.Share additive() {
    if (!header.full()) {
      throw LensException.internal("wrong-party", "node 3 does not compute with two servers");
    }
    int[] words = expanded(header.first());
    if (header.part() == 1) {
      for (int i = 0; i < words.length; i++) {
        words[i] += second[i];
      }
    }
    return (at, shape) -> new AdditiveTensor(shape, slice(words, at, shape));
  }

  private SecretWeights.Share replicated() {
    int[] own = header.part() == 2 ? second : expanded(header.first());
    int[] next =
        switch (header.part()) {
          case 1 -> second;
          case 2 -> expanded(header.first());
          default -> expanded(header.second());
        };
    return (at, shape) ->
        new ReplicatedTensor(shape, slice(own, at, shape), slice(next, at, shape));
  }

  private int[] expanded(io.sharelens.mpc.random.Seed seed) {
    int[] words = new int[header.words()];
    PartHeader.words(seed).ints(words);
    return words;
  }

  private static int[] slice(int[] words, int at, Shape shape) {
    return Arrays.copyOfRange(words, at, at + shape.size());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw LensException.resources("no-sha256", "this Java has no SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "WeightPart[" + header.part() + " of " + header.id() + "]";
  }
}
