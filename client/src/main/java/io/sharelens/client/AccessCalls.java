package io.sharelens.client;

import io.sharelens.api.AuditEntry;
import io.sharelens.api.IssuedToken;
import io.sharelens.api.NewToken;
import io.sharelens.api.TokenInfo;
import io.sharelens.client.transport.Call;
import io.sharelens.client.transport.NodeConnection;
import io.sharelens.client.transport.Paths;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tokens and audit log of one node. */
public final class AccessCalls {
  private final NodeConnection node;

  AccessCalls(NodeConnection node) {
    this.node = node;
  }

  /** Tokens of an account that were not ended. */
  public List<TokenInfo> tokens(String account) {
    return List.of(node.json(Call.get(path(account)), TokenInfo[].class));
  }

  /** Makes one more token for an account; it is shown this once. */
  public IssuedToken createToken(String account, NewToken wanted) {
    return node.json(Call.post(path(account), wanted), IssuedToken.class);
  }

  /** Ends a token, and the browser sessions it was exchanged for. */
  public void endToken(String account, long id) {
    node.run(Call.delete(path(account) + "/" + id));
  }

  /**
   * Who changed what, the newest first.
   *
   * @param text part of any column; empty for all
   * @param actor an account; empty for all
   * @param action a code or its part before the dot; empty for all
   * @param most how many at most
   */
  public List<AuditEntry> audit(String text, String actor, String action, int most) {
    String query =
        "?q=%s&actor=%s&action=%s&limit=%d".formatted(part(text), part(actor), part(action), most);
    return List.of(node.json(Call.get("/v1/admin/audit" + query), AuditEntry[].class));
  }

  private static String path(String account) {
    return "/v1/admin/principals/" + Paths.segment(account) + "/tokens";
  }

  private static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
