package io.sharelens.node.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.channel.TlsIdentity;
import io.sharelens.mpc.error.LensException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateMakerTest {
  @TempDir private Path folder;

  @BeforeEach
  void make() {
    new CertificateMaker(Clock.systemUTC(), new SecureRandom())
        .make(folder, List.of(List.of("s1.example.org", "192.0.2.7"), List.of(), List.of("::1")));
  }

  @Test
  void eachNodeHasItsNumberAndItsNames() throws Exception {
    X509Certificate ca = certificate("ca.pem");
    for (int node = 1; node <= 3; node++) {
      X509Certificate c = certificate("node" + node + ".pem");
      c.verify(ca.getPublicKey());
      assertThat(TlsIdentity.partyOf(c)).isEqualTo(node);
      assertThat(c.getBasicConstraints()).isEqualTo(-1);
      assertThat(
              TlsIdentity.load(
                      file("node" + node + ".pem"), file("node" + node + ".key"), file("ca.pem"))
                  .party())
          .isEqualTo(node);
    }
    assertThat(ca.getBasicConstraints()).isZero();
    assertThat(certificate("node1.pem").getSubjectAlternativeNames().stream().map(n -> n.get(1)))
        .map(Object::toString)
        .contains("s1.example.org", "192.0.2.7", "localhost", "127.0.0.1");
  }

  @Test
  void keysAreReadableByTheirOwnerOnly() throws Exception {
    for (String name : List.of("ca.key", "node1.key", "node2.key", "node3.key")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(name))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void keyOfAnotherNodeDoesNotFit() {
    assertThatThrownBy(() -> TlsIdentity.load(file("node1.pem"), file("node2.key"), file("ca.pem")))
        .isInstanceOf(LensException.class)
        .hasMessageContaining("node2.key");
  }

  @Test
  void existingFilesAreNotOverwritten() throws Exception {
    byte[] before = Files.readAllBytes(file("ca.pem"));
    assertThatThrownBy(this::make)
        .isInstanceOfSatisfying(LensException.class, e -> assertThat(e.code()).isEqualTo("exists"));
    assertThat(Files.readAllBytes(file("ca.pem"))).isEqualTo(before);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private X509Certificate certificate(String name) throws Exception {
    try (InputStream in = Files.newInputStream(file(name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
