package io.sharelens.mpc.channel;

import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A node's certificate and key, and the authority that all nodes of the deployment trust. The party
 * number stands in the certificate's common name: {@code sharelens-node-2} is party 2.
 */
public final class TlsIdentity {
  private static final Pattern NAME = Pattern.compile("sharelens-node-([1-9][0-9]{0,2})");
  private static final char[] NO_PASSWORD = new char[0];

  private final SSLContext context;
  private final X509Certificate certificate;
  private final int party;

  private TlsIdentity(SSLContext context, X509Certificate certificate, int party) {
    this.context = context;
    this.certificate = certificate;
    this.party = party;
  }

  /**
   * Loads PEM files.
   *
   * @param certificate the node's certificate, then intermediate ones if there are any
   * @param key its PKCS#8 key, not encrypted
   * @param ca certificates of the authority; no other authority is trusted
   * @throws LensException USER {@code bad-certificate}, naming the file and what is wrong
   */
  public static TlsIdentity load(Path certificate, Path key, Path ca) {
    List<X509Certificate> chain = Pem.certificates(certificate);
    X509Certificate own = chain.getFirst();
    PrivateKey secret = Pem.privateKey(key, own.getPublicKey().getAlgorithm());
    List<X509Certificate> authorities = Pem.certificates(ca);
    Integer party = partyOf(own);
    if (party == null) {
      String name = own.getSubjectX500Principal().getName();
      throw bad(certificate + " is for " + name + ", not for CN=sharelens-node-N", null);
    }
    try {
      own.checkValidity();
      checkPair(own, secret, key);
      return new TlsIdentity(context(chain, secret, authorities), own, party);
    } catch (GeneralSecurityException | IOException e) {
      throw bad(certificate + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * TLS for clients that show no certificate, such as browsers.
   *
   * @param certificate of the server, then intermediate ones
   * @param key its PKCS#8 key, not encrypted
   * @throws LensException USER {@code bad-certificate}, naming the file and what is wrong
   */
  public static SSLContext server(Path certificate, Path key) {
    List<X509Certificate> chain = Pem.certificates(certificate);
    X509Certificate own = chain.getFirst();
    PrivateKey secret = Pem.privateKey(key, own.getPublicKey().getAlgorithm());
    try {
      own.checkValidity();
      checkPair(own, secret, key);
      return context(chain, secret, List.of());
    } catch (GeneralSecurityException | IOException e) {
      throw bad(certificate + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** This node's party number, as its certificate says. */
  public int party() {
    return party;
  }

  /** This node's certificate, as it was when the identity was loaded. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** TLS with this identity, trusting the deployment's authority only. */
  public SSLContext context() {
    return context;
  }

  /** The party number in a certificate's common name, or null if it has none. */
  public static @Nullable Integer partyOf(X509Certificate certificate) {
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          Matcher m = NAME.matcher(String.valueOf(part.getValue()));
          return m.matches() ? Integer.valueOf(m.group(1)) : null;
        }
      }
    } catch (InvalidNameException e) {
      return null;
    }
    return null;
  }

  /** The party number of the other end of a TLS session; PROTOCOL if its certificate has none. */
  static int peerOf(SSLSession session) throws IOException {
    Integer party = partyOf(certificateOf(session));
    if (party == null) {
      throw notOfNode();
    }
    return party;
  }

  /** The certificate of the other end of a TLS session. */
  static X509Certificate certificateOf(SSLSession session) throws IOException {
    Certificate first = session.getPeerCertificates()[0];
    if (first instanceof X509Certificate x) {
      return x;
    }
    throw notOfNode();
  }

  private static LensException notOfNode() {
    return LensException.protocol(
        "wrong-certificate", "the peer's certificate is not that of a ShareLens node");
  }

  private static SSLContext context(
      List<X509Certificate> chain, PrivateKey key, List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("node", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    KeyManagerFactory km = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    km.init(keys, NO_PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      trusted.setCertificateEntry("ca" + i, authorities.get(i));
    }
    TrustManagerFactory tm =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    tm.init(trusted);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(km.getKeyManagers(), tm.getTrustManagers(), new SecureRandom());
    return context;
  }

  private static void checkPair(X509Certificate certificate, PrivateKey key, Path file)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    byte[] text = new byte[32];
    new SecureRandom().nextBytes(text);
    Signature s = Signature.getInstance(algorithm);
    s.initSign(key);
    s.update(text);
    byte[] signature = s.sign();
    s.initVerify(certificate);
    s.update(text);
    if (!s.verify(signature)) {
      throw bad(file + " is not the key of the certificate", null);
    }
  }

  private static LensException bad(String message, @Nullable Exception cause) {
    return new LensException(ErrorKind.USER, "bad-certificate", message, cause);
  }
}
