package io.sharelens.node.tls;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes a deployment's authority and one certificate for each node (EC P-256, PEM, keys readable by
 * their owner only). Meant for a single organisation or a trial: organisations that do not trust
 * each other keep their own keys and let a common authority sign requests.
 */
public final class CertificateMaker {
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  private static final Duration NODE_LIFE = Duration.ofDays(825);
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);
  private static final String SIGNATURE = "SHA256withECDSA";

  private final Clock clock;
  private final SecureRandom random;

  public CertificateMaker(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * Writes {@code ca.pem}, {@code ca.key}, and {@code nodeN.pem}, {@code nodeN.key} for each node.
   *
   * @param folder created if need be; existing files are not overwritten
   * @param hosts element i: names and addresses of node i + 1; {@code localhost} and the loopback
   *     address are always among them
   * @throws LensException USER {@code exists} if one of the files is there
   */
  public void make(Path folder, List<List<String>> hosts) {
    try {
      KeyPair authority = keys();
      X500Name issuer = new X500Name("CN=sharelens-ca");
      X509Certificate ca = authority(issuer, authority);
      PemFiles out = new PemFiles(folder);
      out.certificate("ca.pem", ca);
      out.key("ca.key", authority.getPrivate());
      for (int i = 0; i < hosts.size(); i++) {
        KeyPair own = keys();
        int node = i + 1;
        X509Certificate certificate =
            node(issuer, ca, authority.getPrivate(), own.getPublic(), node, hosts.get(i));
        out.certificate("node" + node + ".pem", certificate);
        out.key("node" + node + ".key", own.getPrivate());
      }
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new LensException(
          ErrorKind.RESOURCES, "no-certificates", "cannot make certificates in " + folder, e);
    }
  }

  private X509Certificate authority(X500Name name, KeyPair keys)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    X509v3CertificateBuilder b = builder(name, name, keys.getPublic(), AUTHORITY_LIFE);
    b.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    b.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    b.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
    return sign(b, keys.getPrivate());
  }

  private X509Certificate node(
      X500Name issuer,
      X509Certificate ca,
      PrivateKey signer,
      PublicKey key,
      int node,
      List<String> hosts)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    X500Name name = new X500Name("CN=sharelens-node-" + node);
    X509v3CertificateBuilder b = builder(issuer, name, key, NODE_LIFE);
    JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
    b.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    b.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    b.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
    b.addExtension(Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(ca));
    b.addExtension(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(key));
    b.addExtension(Extension.subjectAlternativeName, false, names(hosts));
    return sign(b, signer);
  }

  private static GeneralNames names(List<String> hosts) {
    Set<String> all = new LinkedHashSet<>(hosts);
    all.add("localhost");
    all.add("127.0.0.1");
    List<GeneralName> names = new ArrayList<>();
    for (String host : all) {
      names.add(
          new GeneralName(isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host));
    }
    return new GeneralNames(names.toArray(GeneralName[]::new));
  }

  private static boolean isAddress(String host) {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Duration life) {
    Instant now = clock.instant();
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, random).add(BigInteger.ONE),
        Date.from(now.minus(CLOCK_SKEW)),
        Date.from(now.plus(life)),
        subject,
        key);
  }

  private static X509Certificate sign(X509v3CertificateBuilder b, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(b.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
  }

  private KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator g = KeyPairGenerator.getInstance("EC");
    g.initialize(new ECGenParameterSpec("secp256r1"), random);
    return g.generateKeyPair();
  }
}
