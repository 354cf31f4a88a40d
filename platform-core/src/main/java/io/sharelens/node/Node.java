package io.sharelens.node;

import io.sharelens.mpc.channel.TlsIdentity;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.auth.Access;
import io.sharelens.node.auth.AdminFile;
import io.sharelens.node.config.NodeConfig;
import io.sharelens.node.config.WebConfig;
import io.sharelens.node.metrics.NodeMetrics;
import io.sharelens.node.rest.RestServer;
import io.sharelens.node.runtime.ZipRuntimes;
import io.sharelens.node.service.NodeRuntime;
import io.sharelens.node.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node: store, runtime and REST interface, started in this order and closed in reverse. */
public final class Node implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Node.class);

  private final Deque<AutoCloseable> parts;
  private final int restPort;
  private final OptionalInt webPort;

  private Node(Deque<AutoCloseable> parts, int restPort, OptionalInt webPort) {
    this.parts = parts;
    this.restPort = restPort;
    this.webPort = webPort;
  }

  /** Starts a node whose plugins come from the configured folder. */
  public static Node start(NodeConfig config) {
    return start(config, new ZipRuntimes());
  }

  /**
   * Starts a node.
   *
   * @param runtime makes the half that computes
   * @throws LensException if anything is missing or does not fit; then nothing is left running
   */
  public static Node start(NodeConfig config, NodeRuntime.Factory runtime) {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      return start(config, runtime, parts);
    } catch (RuntimeException e) {
      closeAll(parts);
      throw e;
    }
  }

  private static Node start(
      NodeConfig config, NodeRuntime.Factory factory, Deque<AutoCloseable> parts) {
    Clock clock = Clock.systemUTC();
    TlsIdentity identity =
        TlsIdentity.load(config.tls().certificate(), config.tls().key(), config.tls().ca());
    if (identity.party() != config.node()) {
      throw LensException.user(
          "wrong-certificate",
          "%s is the certificate of node %d, but this is node %d"
              .formatted(config.tls().certificate(), identity.party(), config.node()));
    }
    Store store = Store.open(config);
    parts.push(store);
    Access access = Access.open(config, store, clock, new SecureRandom());
    new AdminFile(store, clock).read(config.adminTokenFile());
    NodeMetrics metrics = new NodeMetrics(config.node(), store);
    parts.push(metrics);
    NodeRuntime runtime = factory.create(config, store, metrics.registry());
    parts.push(runtime);
    metrics.watch(runtime.services().stock());
    RestServer rest =
        RestServer.start(config, store, runtime.services(), access, metrics, identity, clock);
    parts.push(rest);
    runtime.start();
    writePort(config.data().resolve("rest.port"), rest.port());
    log.info(
        "node {} ({}) answers on https://{}:{}",
        config.node(),
        config.name(),
        config.rest().host(),
        rest.port());
    WebConfig web = config.web();
    if (web != null) {
      int port = rest.webPort().orElseThrow();
      writePort(config.data().resolve("web.port"), port);
      log.info("browsers: {} (listening on {}:{})", web.url(), web.listen().host(), port);
    }
    return new Node(parts, rest.port(), rest.webPort());
  }

  /** Port of the REST interface. */
  public int restPort() {
    return restPort;
  }

  /** Port of the listener for browsers; empty where there is none. */
  public OptionalInt webPort() {
    return webPort;
  }

  /**
   * Writes a port that the system chose to a file that appears whole.
   *
   * @param file for example {@code <data>/rest.port}
   */
  public static void writePort(Path file, int port) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, port + "\n");
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw LensException.resources("no-port-file", "cannot write " + file, e);
    }
  }

  @Override
  public void close() {
    closeAll(parts);
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        log.warn("a part of the node did not close", e);
      }
    }
  }
}
