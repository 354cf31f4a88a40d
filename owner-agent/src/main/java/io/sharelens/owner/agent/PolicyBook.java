package io.sharelens.owner.agent;

import io.sharelens.owner.agent.AgentConfig.Policy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The policy that counts: the file's, with what the owner changed since. Changes are kept in the
 * state folder, by a command or the page, and the agent follows them within a second. Thread-safe.
 */
public final class PolicyBook {
  private static final String FILE = "policy.json";
  private static final long LOOK_NANOS = Duration.ofMillis(300).toNanos();

  private final AgentFolder folder;
  private final Policy file;
  private Policy now;
  private long looked;

  /**
   * @param file policy of the agent's YAML file
   */
  public PolicyBook(AgentFolder folder, Policy file) {
    this.folder = folder;
    this.file = file;
    this.now = read();
    this.looked = System.nanoTime();
  }

  /** What counts now. */
  public synchronized Policy now() {
    if (System.nanoTime() - looked > LOOK_NANOS) {
      now = read();
      looked = System.nanoTime();
    }
    return now;
  }

  /** What the YAML file says. */
  public Policy file() {
    return file;
  }

  /**
   * Changes what is not null in {@code change}; USER {@code bad-policy} for values out of range.
   */
  public synchronized void change(PolicyChange change) {
    PolicyChange checked = change.checked();
    folder.write(FILE, checked.over(changes()), true);
    again();
  }

  /** Back to the file's. */
  public synchronized void reset() {
    folder.remove(FILE);
    again();
  }

  private void again() {
    now = read();
    looked = System.nanoTime();
  }

  private @Nullable PolicyChange changes() {
    return folder.read(FILE, PolicyChange.class).orElse(null);
  }

  private Policy read() {
    PolicyChange changes = changes();
    return changes == null ? file : changes.checked().applied(file);
  }
}
