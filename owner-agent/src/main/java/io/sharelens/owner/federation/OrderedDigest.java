package io.sharelens.owner.federation;

import io.sharelens.mpc.error.LensException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** SHA-256 of blocks that several threads bring; who comes early waits for its turn. */
final class OrderedDigest {
  private final MessageDigest digest = sha256();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int next;
  private boolean stopped;

  /** Takes block {@code number} once all before it are in. */
  void update(int number, ByteBuffer bytes) {
    lock.lock();
    try {
      while (next != number && !stopped) {
        changed.awaitUninterruptibly();
      }
      if (!stopped) {
        digest.update(bytes);
        next++;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody wait any longer: some block will never come. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw LensException.resources("no-sha256", "this Java has no SHA-256", e);
    }
  }
}
