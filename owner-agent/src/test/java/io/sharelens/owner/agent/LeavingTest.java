package io.sharelens.owner.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.api.LeaveAnswer;
import io.sharelens.api.LeaveRequest;
import io.sharelens.client.FakeNode.Answer;
import io.sharelens.client.FakePlatform;
import io.sharelens.client.federation.RoundClient;
import io.sharelens.client.transport.Json;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeavingTest {
  @TempDir Path temporary;

  private final Set<Integer> failing = new TreeSet<>();
  private final List<Integer> left = new ArrayList<>();
  private FakePlatform platform;
  private AgentFolder folder;
  private RoundClient client;

  @BeforeEach
  void start() throws IOException {
    platform = new FakePlatform(temporary);
    folder = new AgentFolder(temporary.resolve("state"));
    client = RoundClient.open(platform.deployment());
    platform.behave(
        (node, request) -> {
          if (failing.contains(node) || left.contains(node)) {
            return Answer.problem(401, "unauthorized", "no such account");
          }
          assertThat(request.line()).isEqualTo("POST /v1/owner/leave");
          assertThat(Json.read("", request.body(), LeaveRequest.class).removeInfluence()).isTrue();
          left.add(node);
          return Answer.json(new LeaveAnswer(3, 1, node, List.of("done")));
        });
  }

  @AfterEach
  void stop() {
    client.close();
    platform.close();
  }

  @Test
  void bothNodesAreLeftAndTheAgentIsTold() {
    assertThat(new Leaving(folder, client).run(true).get(2).kept()).isEqualTo(2);
    assertThat(left).containsExactly(1, 2);
    assertThat(folder.marked(AgentFolder.Mark.LEFT)).isTrue();
  }

  /** The first node's account is gone then: it must not be asked again. */
  @Test
  void aNodeThatFailedIsLeftTheNextTime() {
    failing.add(2);
    assertThatThrownBy(() -> new Leaving(folder, client).run(true))
        .isInstanceOf(LensException.class);
    assertThat(folder.marked(AgentFolder.Mark.LEFT)).isTrue();
    failing.clear();

    assertThat(new Leaving(folder, client).run(true)).containsOnlyKeys(1, 2);
    assertThat(left).containsExactly(1, 2);
  }

  @Test
  void whereNothingHappenedTheAgentGoesOn() {
    failing.addAll(Set.of(1, 2));
    assertThatThrownBy(() -> new Leaving(folder, client).run(true))
        .isInstanceOf(LensException.class);
    assertThat(folder.marked(AgentFolder.Mark.LEFT)).isFalse();
  }
}
