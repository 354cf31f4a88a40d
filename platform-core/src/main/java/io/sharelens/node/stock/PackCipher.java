package io.sharelens.node.stock;

import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals and opens the chunks of one pack's file. The key belongs to this file alone, and each
 * (unit, chunk) is sealed once, so that no nonce meets a key twice. Not thread-safe.
 */
final class PackCipher {
  /** Stands for a unit in the nonce of the facts. */
  static final int FACTS = -1;

  private final Cipher cipher;
  private final SecretKey key;
  private final Path file;
  private final ByteBuffer nonce = ByteBuffer.allocate(12);

  PackCipher(SecretKey key, Path file) {
    this.key = key;
    this.file = file;
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw LensException.resources("no-aes", "this Java has no AES-GCM", e);
    }
  }

  /**
   * @param out has room for {@link PackFormat#TAG} bytes more
   * @return bytes written to {@code out}
   */
  int seal(int unit, int chunk, byte[] in, int length, byte[] out) {
    return run(Cipher.ENCRYPT_MODE, unit, chunk, in, length, out);
  }

  /**
   * @return bytes written to {@code out}
   * @throws LensException RESOURCES {@code stock-damaged} if the bytes are not what was sealed here
   */
  int open(int unit, int chunk, byte[] in, int length, byte[] out) {
    return run(Cipher.DECRYPT_MODE, unit, chunk, in, length, out);
  }

  private int run(int mode, int unit, int chunk, byte[] in, int length, byte[] out) {
    try {
      nonce.putInt(0, unit).putInt(4, chunk);
      cipher.init(mode, key, new GCMParameterSpec(8 * PackFormat.TAG, nonce.array()));
      return cipher.doFinal(in, 0, length, out, 0);
    } catch (AEADBadTagException e) {
      throw PackFormat.damaged(file, "its content was changed, or the key is another one", e);
    } catch (GeneralSecurityException e) {
      throw PackFormat.damaged(file, "AES-GCM failed: " + e.getMessage(), e);
    }
  }
}
