package io.sharelens.mpc.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIdentityTest {
  @TempDir Path folder;
  private TestCertificates ca;

  @BeforeEach
  void authority() {
    ca = new TestCertificates(folder, "ca");
  }

  @Test
  void thePartyNumberComesFromTheCommonName() {
    assertThat(ca.node(3).party()).isEqualTo(3);
    assertThat(ca.identity("O=X,CN=sharelens-node-12").party()).isEqualTo(12);
  }

  @Test
  void otherNamesAreNoNodes() {
    for (String name : new String[] {"sharelens-node-0", "sharelens-node-1x", "node-1"}) {
      assertRefused(() -> ca.identity("CN=" + name), "sharelens-node-N");
    }
    assertRefused(() -> ca.identity("CN=alice,OU=sharelens-node-1"), "sharelens-node-N");
  }

  @Test
  void anExpiredCertificateIsNamed() {
    ca.issue("CN=sharelens-node-1", -1);
    assertRefused(this::load, "node.pem");
  }

  @Test
  void aKeyOfAnotherCertificateIsNamed() throws Exception {
    ca.node(1);
    Path key = ca.file("node.key");
    String first = Files.readString(key);
    ca.node(1);
    Files.writeString(key, first);
    assertRefused(this::load, "not the key");
  }

  @Test
  void missingAndBrokenFilesAreNamed() throws Exception {
    assertRefused(this::load, "node.pem");
    ca.node(1);
    Files.writeString(ca.file("node.key"), "-----BEGIN RSA PRIVATE KEY-----");
    assertRefused(this::load, "node.key");
    Files.writeString(
        ca.file("node.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
    assertRefused(this::load, "node.key");
    Files.writeString(ca.file("node.pem"), "hello");
    assertRefused(this::load, "node.pem");
  }

  private TlsIdentity load() {
    return TlsIdentity.load(ca.file("node.pem"), ca.file("node.key"), ca.file("ca.pem"));
  }

  private static void assertRefused(Runnable call, String text) {
    LensException e = catchThrowableOfType(LensException.class, call::run);
    assertThat(e).isNotNull().hasMessageContaining(text);
    assertThat(e.kind()).isEqualTo(ErrorKind.USER);
    assertThat(e.code()).isEqualTo("bad-certificate");
  }
}
