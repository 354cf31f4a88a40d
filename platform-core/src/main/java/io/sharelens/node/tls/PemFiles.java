package io.sharelens.node.tls;

import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Writes PEM files; secret ones are born readable by their owner only. */
final class PemFiles {
  private static final Base64.Encoder BASE64 =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private final Path folder;

  PemFiles(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
  }

  void certificate(String name, X509Certificate certificate)
      throws IOException, CertificateEncodingException {
    write(name, "CERTIFICATE", certificate.getEncoded(), "rw-r--r--");
  }

  void key(String name, PrivateKey key) throws IOException {
    write(name, "PRIVATE KEY", key.getEncoded(), "rw-------");
  }

  private void write(String name, String title, byte[] der, String permissions) throws IOException {
    Path file = folder.resolve(name);
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(file, attributes);
    } catch (FileAlreadyExistsException e) {
      throw LensException.user("exists", file + " is there already; it is not overwritten");
    }
    String pem =
        "-----BEGIN "
            + title
            + "-----\n"
            + BASE64.encodeToString(der)
            + "\n-----END "
            + title
            + "-----\n";
    Files.writeString(file, pem, StandardOpenOption.WRITE);
  }
}
