package io.sharelens.client.query;

import io.sharelens.client.transport.Call;
import io.sharelens.client.transport.NodeConnection;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Published models on this machine, by the SHA-256 of the file. A file counts only if its bytes
 * have that hash, so it does not matter which node it came from. Thread-safe.
 */
public final class ModelCache {
  /** A model file cannot be larger. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;

  /**
   * @param folder created when needed
   */
  public ModelCache(Path folder) {
    this.folder = folder;
  }

  /** The model, downloaded if it is not here yet. */
  public PublishedModel model(NodeConnection from, String sha256) {
    return model(from, sha256, MOST_BYTES);
  }

  /**
   * As above with a limit.
   *
   * @param mostBytes a larger file is refused with {@code answer-too-large}
   */
  public synchronized PublishedModel model(NodeConnection from, String sha256, long mostBytes) {
    return PublishedModel.read(file(from, sha256, mostBytes));
  }

  /** The model's file, downloaded if it is not here yet. */
  public synchronized Path file(NodeConnection from, String sha256) {
    return file(from, sha256, MOST_BYTES);
  }

  private Path file(NodeConnection from, String sha256, long mostBytes) {
    if (!SHA256.matcher(sha256).matches()) {
      throw LensException.protocol("bad-answer", from.label() + " named a model by no SHA-256");
    }
    Path file = folder.resolve(sha256 + ".safetensors");
    try {
      if (Files.exists(file) && sha256(file).equals(sha256)) {
        return file;
      }
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, sha256, ".part");
      try {
        from.download(
            Call.get("/v1/models/" + sha256).within(Duration.ofMinutes(10)), part, mostBytes);
        String got = sha256(part);
        if (!got.equals(sha256)) {
          throw LensException.protocol(
              "wrong-model",
              from.label() + " sent a model with hash " + got + " instead of " + sha256);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return file;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw LensException.resources("no-disk", "no model can be kept in " + folder + ": " + e, e);
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }
}
