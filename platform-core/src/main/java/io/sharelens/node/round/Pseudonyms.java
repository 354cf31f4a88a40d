package io.sharelens.node.round;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.store.Facts;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names of owners in what others may see: HMAC-SHA-256 of the account under a secret that never
 * leaves node 1's database. Stable for an owner; without the secret nobody can try names out.
 */
final class Pseudonyms {
  private static final String FACT = "pseudonym-secret";
  private static final int SECRET_BYTES = 32;
  private static final int SHOWN_BYTES = 8;

  private final byte[] secret;

  Pseudonyms(Facts facts, SecureRandom random) {
    String known = facts.get(FACT).orElse(null);
    if (known == null) {
      byte[] fresh = new byte[SECRET_BYTES];
      random.nextBytes(fresh);
      known = HexFormat.of().formatHex(fresh);
      facts.put(FACT, known);
    }
    secret = HexFormat.of().parseHex(known);
  }

  String of(String owner) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] tag = mac.doFinal(owner.getBytes(StandardCharsets.UTF_8));
      return "owner-" + HexFormat.of().formatHex(tag, 0, SHOWN_BYTES);
    } catch (GeneralSecurityException e) {
      throw LensException.resources("no-hmac", "this Java has no HMAC with SHA-256", e);
    }
  }
}
