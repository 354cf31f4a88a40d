package io.sharelens.node.scheme;

import io.sharelens.mpc.error.LensException;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.plugin.PluginSource;
import io.sharelens.node.store.Facts;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemes that this node may run: the one that all work is directed at (the <em>target</em>),
 * and the one that the current epoch names (which <em>serves</em>). They differ while a switch is
 * prepared. Before the first switch both are the one in the node's configuration; afterwards what
 * was switched to is remembered. Thread-safe.
 */
public final class SchemeBook {
  private static final String TARGET = "scheme-target";
  private static final String SERVING = "scheme-serving";
  private static final String FORMER = "scheme-former";

  private final PluginSource plugins;
  private final Facts facts;
  private final Map<String, Scheme> known = new ConcurrentHashMap<>();
  private volatile Scheme target;
  private volatile Scheme serving;
  private volatile Scheme before;

  /**
   * @param configured scheme of the configuration; counts until another one was switched to
   * @throws LensException USER if a remembered scheme does not fit the plugins any more
   */
  public SchemeBook(SchemeFile configured, PluginSource plugins, Facts facts) {
    this.plugins = plugins;
    this.facts = facts;
    this.target = resolve(remembered(TARGET).orElse(configured));
    this.serving = resolve(remembered(SERVING).orElse(target.file()));
    this.before = serving;
  }

  /** What extraction, publication and the next epoch are directed at. */
  public Scheme target() {
    return target;
  }

  /** What searches of the current epoch run with. */
  public Scheme serving() {
    return serving;
  }

  /** What served before the last switch; empty before the first one. */
  public Optional<SchemeFile> former() {
    return remembered(FORMER);
  }

  /**
   * One of the two, or what served until the last switch: searches that were prepared for the epoch
   * before may still come.
   *
   * @throws LensException PROTOCOL {@code scheme-differs} for any other digest
   */
  public Scheme usable(String digest) {
    for (Scheme s : new Scheme[] {target, serving, before}) {
      if (s.digest().equals(digest)) {
        return s;
      }
    }
    throw LensException.protocol(
        "scheme-differs",
        "the scheme "
            + digest
            + " is not in use here; "
            + target.name()
            + " is ("
            + target.digest()
            + ")");
  }

  /**
   * A scheme with the plugins of this node.
   *
   * @throws LensException USER why it cannot be
   */
  public Scheme resolve(SchemeFile file) {
    return known.computeIfAbsent(file.digest(), d -> new Scheme(file, plugins));
  }

  /** Directs all work at a scheme, durably. */
  public synchronized void aim(Scheme scheme) {
    facts.put(TARGET, CanonicalJson.text(scheme.file()));
    target = scheme;
  }

  /**
   * An epoch with this scheme counts from now on. An epoch of a scheme that the configuration does
   * not name any more changes nothing: node 1 will replace it.
   */
  public synchronized void serve(String digest) {
    if (!serving.digest().equals(digest) && target.digest().equals(digest)) {
      facts.put(FORMER, CanonicalJson.text(serving.file()));
      facts.put(SERVING, CanonicalJson.text(target.file()));
      before = serving;
      serving = target;
    }
  }

  private Optional<SchemeFile> remembered(String fact) {
    return facts
        .get(fact)
        .map(t -> CanonicalJson.read(t.getBytes(StandardCharsets.UTF_8), SchemeFile.class));
  }
}
