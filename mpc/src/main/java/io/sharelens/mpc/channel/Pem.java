package io.sharelens.mpc.channel;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Certificates and keys in PEM files. Every error is a USER error that names the file. */
final class Pem {
  private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_END = "-----END PRIVATE KEY-----";
  private static final int MAX_BYTES = 1 << 20;

  private Pem() {}

  /** One or more certificates, in the order of the file. */
  static List<X509Certificate> certificates(Path file) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> all =
          factory.generateCertificates(new ByteArrayInputStream(read(file))).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (all.isEmpty()) {
        throw bad(file, "holds no certificate", null);
      }
      return all;
    } catch (GeneralSecurityException e) {
      throw bad(file, "is no PEM certificate", e);
    }
  }

  /**
   * A PKCS#8 private key.
   *
   * @param algorithm of the public key that belongs to it
   */
  static PrivateKey privateKey(Path file, String algorithm) {
    String text = new String(read(file), StandardCharsets.US_ASCII);
    int begin = text.indexOf(KEY_BEGIN);
    int end = text.indexOf(KEY_END);
    if (begin < 0 || end < begin) {
      throw bad(file, "holds no unencrypted PKCS#8 key (" + KEY_BEGIN + ")", null);
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + KEY_BEGIN.length(), end));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw bad(file, "holds no " + algorithm + " key, as its certificate would have", e);
    }
  }

  private static byte[] read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw bad(file, "is too large for a PEM file", null);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw bad(file, "cannot be read", e);
    }
  }

  private static LensException bad(Path file, String what, @Nullable Exception cause) {
    return new LensException(ErrorKind.USER, "bad-certificate", file + " " + what, cause);
  }
}
