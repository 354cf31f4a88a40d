package io.sharelens.node.store.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sharelens.mpc.error.LensException;
import java.io.ByteArrayOutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShareFilesTest {
  private static final String PART = ShareFiles.partName("abcdef");

  @TempDir private Path folder;
  private ShareFiles files;

  @BeforeEach
  void open() {
    files = ShareFiles.open(folder);
  }

  @AfterEach
  void close() {
    files.close();
  }

  private void reopen() {
    files.close();
    open();
  }

  @Test
  void recordsAreReadBackAcrossARestart() {
    List<ShareLocation> places = files.append(List.of(bytes("one"), bytes("two"), bytes("three")));
    ShareLocation four = files.append(List.of(bytes("four"))).getFirst();
    reopen();
    assertThat(text(files.read(places.get(1)))).isEqualTo("two");
    assertThat(text(files.read(places.get(2)))).isEqualTo("three");
    assertThat(text(files.read(four))).isEqualTo("four");
    ByteBuffer two = ByteBuffer.allocate(20);
    two.position(3);
    files.read(places.get(1), two);
    assertThat(two.position()).isEqualTo(6);
    assertThat(text(files.read(files.append(List.of(bytes("five"))).getFirst()))).isEqualTo("five");
  }

  @Test
  void damagedRecordIsNoticed() throws Exception {
    ShareLocation place = files.append(List.of(bytes("payload"))).getFirst();
    Path file = folder.resolve(place.file());
    flip(file, Files.size(file) - 1);
    assertDamaged(() -> files.read(place));
    assertDamaged(
        () -> files.read(new ShareLocation(place.file(), place.offset(), place.bytes() - 1)));
    assertDamaged(
        () -> files.read(new ShareLocation(place.file(), place.offset() + 4096, place.bytes())));
  }

  @Test
  void tornEndOfASegmentIsCutOff() throws Exception {
    ShareLocation whole = files.append(List.of(bytes("whole"))).getFirst();
    ShareLocation torn = files.append(List.of(bytes("torn by a crash"))).getFirst();
    files.close();
    Path file = folder.resolve(torn.file());
    try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
      f.setLength(f.length() - 3);
    }
    open();
    assertThat(Files.size(file)).isEqualTo(torn.offset());
    assertThat(text(files.read(whole))).isEqualTo("whole");
    ShareLocation next = files.append(List.of(bytes("next"))).getFirst();
    assertThat(next.offset()).isEqualTo(torn.offset());
    assertThat(text(files.read(next))).isEqualTo("next");
  }

  @Test
  void erasedBytesAreGoneFromTheDisk() throws Exception {
    List<ShareLocation> places = files.append(List.of(bytes("SECRETSHARE"), bytes("other")));
    files.erase(places.getFirst());
    files.erase(places.getFirst());
    reopen();
    assertThat(
            new String(
                Files.readAllBytes(folder.resolve(places.getFirst().file())),
                StandardCharsets.ISO_8859_1))
        .doesNotContain("SECRETSHARE")
        .contains("other");
    assertThatThrownBy(() -> files.read(places.getFirst()))
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("share-erased"));
    assertThat(text(files.read(places.getLast()))).isEqualTo("other");
  }

  @Test
  void fileOfAnotherKindOrVersionIsRefused() throws Exception {
    ShareLocation place = files.append(List.of(bytes("x"))).getFirst();
    files.close();
    flip(folder.resolve(place.file()), 8);
    assertThatThrownBy(() -> ShareFiles.open(folder)).hasMessageContaining("format version");
    flip(folder.resolve(place.file()), 8);
    flip(folder.resolve(place.file()), 0);
    assertThatThrownBy(() -> ShareFiles.open(folder)).hasMessageContaining("not a share file");
    flip(folder.resolve(place.file()), 0);
    open();
  }

  @Test
  void partGrowsChunkByChunk() throws Exception {
    files.appendPart(PART, 0, bytes("0123456789"));
    files.appendPart(PART, 10, bytes("abc"));
    assertThat(text(files.readPart(PART, 13))).isEqualTo("0123456789abc");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    files.copyPart(PART, 13, out);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("0123456789abc");
    assertDamaged(() -> files.readPart(PART, 14));
    files.deletePart(PART);
    assertThat(folder.resolve(PART)).doesNotExist();
  }

  @Test
  void whatLiesBehindTheOffsetIsReplaced() {
    files.appendPart(PART, 0, bytes("0123456789"));
    files.appendPart(PART, 10, bytes("lost"));
    files.appendPart(PART, 10, bytes("found"));
    assertThat(text(files.readPart(PART, 15))).isEqualTo("0123456789found");
  }

  @Test
  void tornPartIsCutBackToWholeChunks() throws Exception {
    files.appendPart(PART, 0, bytes("0123456789"));
    files.appendPart(PART, 10, bytes("abcdef"));
    Path file = folder.resolve(PART);
    try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
      f.setLength(f.length() - 1);
    }
    assertThat(files.repairPart(PART, 16)).isEqualTo(10);
    files.appendPart(PART, 10, bytes("ABCDEF"));
    assertThat(text(files.readPart(PART, 16))).isEqualTo("0123456789ABCDEF");
    assertThat(files.repairPart(PART, 10)).isEqualTo(10);
    assertThat(text(files.readPart(PART, 10))).isEqualTo("0123456789");
    Files.write(file, new byte[5]);
    assertThat(files.repairPart(PART, 10)).isZero();
    assertThat(files.repairPart(ShareFiles.partName("nothing-there"), 10)).isZero();
  }

  @Test
  void damagedPartIsNotHandedOut() throws Exception {
    files.appendPart(PART, 0, bytes("0123456789"));
    flip(folder.resolve(PART), Files.size(folder.resolve(PART)) - 4);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertDamaged(() -> files.copyPart(PART, 10, out));
    assertThat(out.size()).isZero();
  }

  @Test
  void filesThatNobodyNamesAreDeleted() {
    files.appendPart(PART, 0, bytes("named"));
    files.appendPart(ShareFiles.partName("orphan"), 0, bytes("orphan"));
    assertThat(files.deletePartsExcept(Set.of(PART))).isEqualTo(1);
    assertThat(text(files.readPart(PART, 5))).isEqualTo("named");
  }

  @Test
  void namesCannotLeaveTheFolder() {
    assertThatThrownBy(() -> files.readPart("parts/../../x", 1)).isInstanceOf(LensException.class);
    assertThatThrownBy(() -> files.read(new ShareLocation("segments/../../x", 12, 1)))
        .isInstanceOf(LensException.class);
  }

  private static void assertDamaged(Runnable read) {
    assertThatThrownBy(read::run)
        .isInstanceOfSatisfying(
            LensException.class, e -> assertThat(e.code()).isEqualTo("share-damaged"));
  }

  private static void flip(Path file, long at) throws Exception {
    try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
      f.seek(at);
      int b = f.read();
      f.seek(at);
      f.write(b ^ 0x55);
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
