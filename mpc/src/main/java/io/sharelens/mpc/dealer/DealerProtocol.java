package io.sharelens.mpc.dealer;

import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.random.Seed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What servers and dealer say to each other. At the start each server sends a nonce and gets a seed
 * bound to both nonces, so that a restarted dealer cannot repeat a mask. Then come requests; a
 * request of the kind {@link #END} ends the session. Only the second server receives material, as a
 * stream of blocks.
 */
final class DealerProtocol {
  static final int NONCE_BYTES = 16;
  static final String END = "";

  /** Bytes of a request with 4 million row keys: more than any store of one node holds. */
  static final int REQUEST_LIMIT = 1 << 25;

  /** A request's material is sent in frames of this size; a shorter one, maybe empty, ends it. */
  static final int BLOCK_BYTES = 1 << 18;

  private static final int TRACK_SHIFT = 48;

  private DealerProtocol() {}

  /** Whether a frame of material, which was not read yet, is its request's last. */
  static boolean last(ByteBuffer frame) {
    return frame.remaining() < BLOCK_BYTES;
  }

  /** PRG stream of track {@code t} of request {@code number}; the request's own has no track. */
  static long stream(long number, int t) {
    if (t < 0 || t >= (1 << 15) - 1 || number >>> TRACK_SHIFT != 0) {
      throw LensException.internal("bad-track", "no track " + t + " of request " + number);
    }
    return number | (t + 1L) << TRACK_SHIFT;
  }

  static ByteBuffer encode(DealerRequest r) {
    byte[] kind = r.kind().getBytes(StandardCharsets.UTF_8);
    ByteBuffer b =
        ByteBuffer.allocate(8 + 4 + 4 + kind.length + 4 + 8 * r.params().length)
            .order(ByteOrder.LITTLE_ENDIAN);
    b.putLong(r.number()).putInt(r.count()).putInt(kind.length).put(kind);
    b.putInt(r.params().length);
    for (long p : r.params()) {
      b.putLong(p);
    }
    return b.flip();
  }

  static DealerRequest decode(ByteBuffer bytes) {
    try {
      ByteBuffer b = bytes.order(ByteOrder.LITTLE_ENDIAN);
      long number = b.getLong();
      int count = b.getInt();
      byte[] kind = new byte[checked(b, b.getInt(), 1)];
      b.get(kind);
      long[] params = new long[checked(b, b.getInt(), 8)];
      for (int i = 0; i < params.length; i++) {
        params[i] = b.getLong();
      }
      if (b.hasRemaining() || count < 0) {
        throw malformed();
      }
      return new DealerRequest(number, new String(kind, StandardCharsets.UTF_8), count, params);
    } catch (java.nio.BufferUnderflowException e) {
      throw malformed();
    }
  }

  private static int checked(ByteBuffer b, int n, int width) {
    if (n < 0 || (long) n * width > b.remaining()) {
      throw malformed();
    }
    return n;
  }

  private static LensException malformed() {
    return LensException.protocol("bad-dealer-request", "a dealer request is malformed");
  }

  /** The session seed of one server: HMAC-SHA-256 of server number and both nonces. */
  static Seed sessionSeed(byte[] master, int server, byte[] nonce1, byte[] nonce2) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(master, "HmacSHA256"));
      mac.update((byte) server);
      mac.update(nonce1);
      mac.update(nonce2);
      return Seed.of(Arrays.copyOf(mac.doFinal(), Seed.BYTES));
    } catch (GeneralSecurityException e) {
      throw LensException.resources("no-hmac", "this Java has no HMAC-SHA-256", e);
    }
  }
}
