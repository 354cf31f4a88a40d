package io.sharelens.mpc.channel;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of a test and PEM files of the certificates that it gives out. */
final class TestCertificates {
  private final Path folder;
  private final KeyPair keys = keyPair();
  private final X509Certificate ca;

  TestCertificates(Path folder, String name) {
    this.folder = folder.resolve(name);
    this.ca = sign("CN=" + name, keys, true, 1);
    write("ca.pem", pem("CERTIFICATE", encoded(ca)));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  TlsIdentity node(int party) {
    return identity("CN=sharelens-node-" + party + ",O=Test");
  }

  /** Writes {@code node.pem} and {@code node.key} for the name and loads them. */
  TlsIdentity identity(String subject) {
    issue(subject, 1);
    return TlsIdentity.load(file("node.pem"), file("node.key"), file("ca.pem"));
  }

  void issue(String subject, int days) {
    KeyPair own = keyPair();
    write("node.pem", pem("CERTIFICATE", encoded(sign(subject, own, false, days))));
    write("node.key", pem("PRIVATE KEY", own.getPrivate()));
  }

  private X509Certificate sign(String subject, KeyPair own, boolean authority, int days) {
    Instant now = Instant.now();
    X500Name issuer = authority ? new X500Name(subject) : X500Name.getInstance(encodedName());
    try {
      JcaX509v3CertificateBuilder b =
          new JcaX509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(System.nanoTime()),
              Date.from(now.minusSeconds(10 * 86_400L)),
              Date.from(now.plusSeconds(days * 86_400L)),
              new X500Name(subject),
              own.getPublic());
      b.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      return new JcaX509CertificateConverter()
          .getCertificate(
              b.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (OperatorCreationException | GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] encodedName() {
    return ca.getSubjectX500Principal().getEncoded();
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator g = KeyPairGenerator.getInstance("EC");
      g.initialize(new ECGenParameterSpec("secp256r1"));
      return g.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] encoded(X509Certificate c) {
    try {
      return c.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String pem(String type, Key key) {
    return pem(type, key.getEncoded());
  }

  private static String pem(String type, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }

  private void write(String name, String text) {
    try {
      Files.createDirectories(folder);
      Files.writeString(file(name), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
