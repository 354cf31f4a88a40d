package io.sharelens.cli.demo;

import io.sharelens.api.IssuedToken;
import io.sharelens.cli.local.LocalDeployment;
import io.sharelens.client.AdminClient;
import io.sharelens.client.SearchKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the pages of a demo that goes on are, and what opens them.
 *
 * @param search address of the search page, with the key behind {@code #}: browsers keep that to
 *     themselves
 * @param key the user's tokens of nodes 1 and 2
 * @param consoles of nodes 1 to 3
 * @param picture one to search with
 */
public record DemoFaces(String search, String key, List<Console> consoles, String picture) {
  private static final String VISITOR = "visitor";

  public DemoFaces {
    consoles = List.copyOf(consoles);
  }

  /**
   * A node's console.
   *
   * @param token its administrator's
   */
  public record Console(int node, String address, String token) {}

  /**
   * Makes an account for whoever tries the pages.
   *
   * @param owners whose pictures it may find
   */
  public static DemoFaces open(LocalDeployment deployment, List<String> owners, Path picture) {
    try (AdminClient admin = deployment.admin()) {
      Map<Integer, IssuedToken> tokens = admin.createPrincipal(VISITOR, "user");
      owners.forEach(owner -> admin.grant(VISITOR, owner));
      String key = SearchKey.of(tokens).orElseThrow();
      List<Console> consoles =
          IntStream.rangeClosed(1, 3)
              .mapToObj(
                  n -> new Console(n, deployment.webUrl(n) + "/console/", deployment.adminToken(n)))
              .toList();
      return new DemoFaces(
          deployment.webUrl(1) + "/search/#key=" + key, key, consoles, picture.toString());
    }
  }

  /** For people. */
  public void print(PrintWriter out) {
    out.println();
    out.println("In the browser:");
    out.println("search page                  " + search);
    out.println("  a photo to search with     " + picture);
    out.println("  the key in that address    " + key);
    for (Console c : consoles) {
      out.println("console of node " + c.node() + "            " + c.address());
      out.println("  administrator's token      " + c.token());
    }
  }
}
