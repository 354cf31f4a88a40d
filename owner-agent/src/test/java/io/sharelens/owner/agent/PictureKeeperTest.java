package io.sharelens.owner.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.client.OwnerClient;
import io.sharelens.mpc.error.LensException;
import io.sharelens.owner.outsource.FolderOutsourcer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PictureKeeperTest {
  @TempDir Path temporary;

  private AgentFixture fixture;
  private AgentFolder folder;
  private OwnerClient client;
  private FolderOutsourcer outsourcer;
  private StatusBoard board;
  private AgentMemory memory;
  private PictureKeeper keeper;

  @BeforeEach
  void start() throws IOException {
    fixture = new AgentFixture(temporary);
    folder = new AgentFolder(fixture.state);
    client = OwnerClient.open(fixture.deployment(), fixture.state);
    outsourcer = new FolderOutsourcer(client, fixture.state);
    Clock clock = Clock.systemUTC();
    board = new StatusBoard(folder, clock);
    memory = new AgentMemory(folder, clock);
    AgentConfig config = fixture.config();
    PolicyGate gate = new PolicyGate(new PolicyBook(folder, config.policy()), folder, board, clock);
    keeper = new PictureKeeper(config, client, outsourcer, folder, memory, board, gate, clock);
    keeper.look();
  }

  @AfterEach
  void stop() {
    outsourcer.close();
    client.close();
    fixture.close();
  }

  private void remove(int pictures) throws IOException {
    List<Path> files = FolderOutsourcer.files(fixture.pictures);
    for (Path file : files.subList(0, pictures)) {
      Files.delete(file);
    }
  }

  @Test
  void everyPictureIsOutsourcedAndCounted() {
    assertThat(fixture.intake.node(2)).hasSize(10);
    assertThat(board.now().pictures().held()).isEqualTo(10);
    assertThat(memory.fresh()).isEqualTo(10);
    assertThat(StatusBoard.read(folder).orElseThrow().pictures().fresh()).isEqualTo(10);
  }

  @Test
  void aFolderThatDidNotChangeIsNotReadAgain() throws IOException {
    long before = fixture.platform.node(1).requests().size();
    keeper.look();
    assertThat(
            fixture
                .platform
                .node(1)
                .requests()
                .subList((int) before, fixture.platform.node(1).requests().size()))
        .allMatch(r -> r.path().equals("/v1/info"));

    Files.copy(
        FolderOutsourcer.files(fixture.pictures).getFirst(),
        fixture.pictures.resolve("class-00").resolve("new.png"));
    keeper.look();
    assertThat(fixture.intake.node(1)).hasSize(11);
    assertThat(memory.fresh()).isEqualTo(11);
  }

  @Test
  void aFewDeletionsAreCarriedOut() throws IOException {
    remove(2);
    keeper.look();
    assertThat(fixture.intake.node(1)).hasSize(8);
    assertThat(fixture.intake.node(2)).hasSize(8);
    assertThat(board.now().pictures().heldDeletions()).isZero();
  }

  @Test
  void manyDeletionsWaitForAConfirmation() throws IOException {
    remove(3);
    keeper.look();
    assertThat(fixture.intake.node(1)).hasSize(10);
    assertThat(board.now().pictures().heldDeletions()).isEqualTo(3);

    folder.mark(AgentFolder.Mark.DELETIONS_CONFIRMED, true);
    keeper.look();
    assertThat(fixture.intake.node(1)).hasSize(7);
    assertThat(board.now().pictures().heldDeletions()).isZero();
    assertThat(folder.marked(AgentFolder.Mark.DELETIONS_CONFIRMED)).isFalse();
  }

  /** As with a drive that is not mounted. */
  @Test
  void anEmptyOrMissingFolderDeletesNothing() throws IOException {
    remove(10);
    keeper.look();
    assertThat(fixture.intake.node(1)).hasSize(10);
    assertThat(board.now().pictures().heldDeletions()).isEqualTo(10);

    Files.move(fixture.pictures, temporary.resolve("elsewhere"));
    assertThatThrownBy(keeper::look)
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("no-pictures"));
    assertThat(fixture.intake.node(2)).hasSize(10);
  }
}
