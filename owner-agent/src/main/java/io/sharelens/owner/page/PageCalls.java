package io.sharelens.owner.page;

import com.sun.net.httpserver.HttpExchange;
import io.sharelens.api.LeaveAnswer;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.agent.AgentDesk;
import io.sharelens.owner.agent.PolicyChange;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The calls that an owner may make, by method and path; each is one of the desk's. */
final class PageCalls {
  /** What has to be typed to leave. */
  static final String LEAVE = "leave";

  private final AgentDesk desk;
  private final Map<String, Call> calls = new TreeMap<>();
  private final ReentrantLock leaving = new ReentrantLock();

  /** Answers a request. */
  interface Call {
    void answer(HttpExchange exchange) throws IOException;
  }

  record Deletions(int pictures) {}

  record RoundWish(@Nullable Integer pictures) {}

  record Farewell(@Nullable String confirm, boolean removeInfluence) {}

  /**
   * @param nodes what each did
   * @param statements what this undoes and what not
   */
  record Left(Map<Integer, LeaveAnswer> nodes, List<String> statements) {}

  PageCalls(AgentDesk desk) {
    this.desk = desk;
    calls.put("GET /v1/agent", e -> PageAnswer.json(e, desk.view()));
    calls.put("GET /v1/agent/rounds", e -> PageAnswer.json(e, desk.rounds()));
    calls.put("GET /v1/agent/pictures", this::pictures);
    calls.put("POST /v1/agent/pause", e -> then(e, desk::pause));
    calls.put("POST /v1/agent/resume", e -> then(e, desk::resume));
    calls.put("POST /v1/agent/look", e -> then(e, desk::look));
    calls.put("POST /v1/agent/confirm-deletions", this::confirm);
    calls.put("POST /v1/agent/request-round", this::request);
    calls.put("PUT /v1/agent/policy", this::change);
    calls.put("DELETE /v1/agent/policy", e -> then(e, desk::resetPolicy));
    calls.put("POST /v1/agent/leave", this::leave);
  }

  /** Methods and paths. */
  Set<String> names() {
    return calls.keySet();
  }

  /** The call of a method and path; null if there is none. */
  @Nullable Call find(String name) {
    return calls.get(name);
  }

  /** Returns when no leaving is under way, or has been for too long. */
  void settle(Duration most) {
    try {
      if (leaving.tryLock(most.toNanos(), TimeUnit.NANOSECONDS)) {
        leaving.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void then(HttpExchange exchange, Runnable action) throws IOException {
    action.run();
    PageAnswer.json(exchange, desk.view());
  }

  private void pictures(HttpExchange exchange) throws IOException {
    PageAnswer.json(
        exchange,
        desk.pictures(
            PageRequest.parameter(exchange, "state"),
            PageRequest.number(exchange, "offset", 0),
            PageRequest.number(exchange, "limit", 100)));
  }

  private void confirm(HttpExchange exchange) throws IOException {
    Deletions deletions = PageRequest.body(exchange, Deletions.class);
    then(exchange, () -> desk.confirmDeletions(deletions.pictures()));
  }

  private void request(HttpExchange exchange) throws IOException {
    PageAnswer.json(
        exchange, desk.requestRound(PageRequest.body(exchange, RoundWish.class).pictures()));
  }

  private void change(HttpExchange exchange) throws IOException {
    PolicyChange change = PageRequest.body(exchange, PolicyChange.class);
    then(exchange, () -> desk.changePolicy(change));
  }

  private void leave(HttpExchange exchange) throws IOException {
    Farewell farewell = PageRequest.body(exchange, Farewell.class);
    if (!LEAVE.equals(farewell.confirm())) {
      throw LensException.user(
          "not-confirmed",
          "leaving removes all pictures and the account from both nodes for good; say"
              + " {\"confirm\": \""
              + LEAVE
              + "\"} to do it");
    }
    if (!leaving.tryLock()) {
      throw LensException.user("leaving", "the owner is leaving already");
    }
    try {
      Map<Integer, LeaveAnswer> nodes = desk.leave(farewell.removeInfluence());
      Set<String> statements = new LinkedHashSet<>();
      nodes.values().forEach(a -> statements.addAll(a.statements()));
      PageAnswer.json(exchange, new Left(nodes, List.copyOf(statements)));
    } finally {
      leaving.unlock();
    }
  }
}
