package io.sharelens.client.deployment;

import io.sharelens.client.picture.PictureLimits;
import io.sharelens.client.transport.NodeAddress;
import io.sharelens.client.transport.NodeConnection;
import io.sharelens.client.transport.Retries;
import io.sharelens.client.transport.Trust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a platform and how one person reaches them.
 *
 * @param nodes three addresses, by node number
 * @param ca PEM file of the authorities that signed the nodes' certificates; null for the ones that
 *     Java trusts
 * @param deadline of a whole search
 * @param cache folder for downloaded models
 * @param limits of pictures
 */
public record Deployment(
    List<NodeAddress> nodes,
    @Nullable Path ca,
    Duration deadline,
    Path cache,
    PictureLimits limits) {
  public Deployment {
    nodes = List.copyOf(nodes);
  }

  /** Reads a deployment file: {@link DeploymentFile}. */
  public static Deployment read(Path yaml) {
    return DeploymentFile.read(yaml);
  }

  /** One connection for each node, in the order of their numbers. */
  public List<NodeConnection> connect(Retries retries) {
    SSLContext trust = ca == null ? Trust.system() : Trust.authorities(ca);
    return nodes.stream().map(n -> new NodeConnection(n, trust, retries)).toList();
  }
}
