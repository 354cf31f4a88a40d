package io.sharelens.cli.bench;

import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.update.UpdateLayout;
import io.sharelens.mpc.random.Prg;
import io.sharelens.mpc.random.Seed;
import io.sharelens.owner.federation.UpdateEncoder;
import io.sharelens.owner.federation.UpdateSpool;
import io.sharelens.spi.federation.UpdateRules;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Map;

/** Times the sharing of an update. The least of a few times counts. */
final class OwnerClock {
  private static final int RUNS = 3;

  private final Map<String, FloatTensor> global;
  private final Map<String, FloatTensor> local;
  private final UpdateRules rules;
  private final FederationFiles files;
  private final SecureRandom random = new SecureRandom();

  OwnerClock(
      Map<String, FloatTensor> global,
      Map<String, FloatTensor> local,
      UpdateRules rules,
      Path folder) {
    this.global = global;
    this.local = local;
    this.rules = rules;
    this.files = new FederationFiles(folder);
  }

  /**
   * What an owner measured.
   *
   * @param parameters weights of the model
   * @param seconds of clipping, rounding, sharing and hashing, in memory
   * @param secondsToFile with the correction written to a file
   * @param secondsPlain of writing the same number of words as they are to a file
   * @param secondsTwoShares with both shares in full, each written to a file
   * @param heapPeakBytes both sets of weights included
   */
  record Reading(
      long parameters,
      double seconds,
      double secondsToFile,
      double secondsPlain,
      double secondsTwoShares,
      long heapPeakBytes) {}

  /** Leaves the shares of {@code owners} updates in the folder. */
  Reading measure(int owners) throws IOException {
    long parameters = UpdateLayout.of(global).parameters();
    double memory = Double.POSITIVE_INFINITY;
    double file = Double.POSITIVE_INFINITY;
    double plain = Double.POSITIVE_INFINITY;
    double two = Double.POSITIVE_INFINITY;
    for (int run = 0; run < RUNS; run++) {
      memory = Math.min(memory, seconds(() -> UpdateSpool.share(encoder(), seed(), (at, b) -> {})));
      file = Math.min(file, seconds(() -> toFile(0, seed())));
      plain = Math.min(plain, seconds(() -> zeros(files.correction(0), parameters)));
      two = Math.min(two, seconds(this::twoShares));
    }
    Files.delete(files.seed(0));
    HeapPeak.reset();
    for (int i = 0; i < owners; i++) {
      Seed seed = seed();
      toFile(i, seed);
      Files.write(files.seed(i), seed.bytes());
    }
    return new Reading(parameters, memory, file, plain, two, HeapPeak.read());
  }

  private UpdateEncoder encoder() {
    return new UpdateEncoder(global, local, FederationParty.PICTURES, 2, rules, random);
  }

  private Seed seed() {
    return Seed.fresh(random);
  }

  private void toFile(int owner, Seed seed) {
    UpdateSpool.write(encoder(), seed, files.correction(owner));
  }

  /** The first share as words too, as the paper's owners send it. */
  private void twoShares() throws IOException {
    Seed seed = seed();
    toFile(0, seed);
    try (FileChannel out = open(files.seed(0))) {
      Prg prg = new Prg(seed, UpdateLayout.STREAM);
      byte[] block = new byte[UpdateEncoder.BLOCK * Integer.BYTES];
      for (long at = 0, end = out(); at < end; at += block.length) {
        prg.bytes(block);
        write(out, ByteBuffer.wrap(block, 0, (int) Math.min(block.length, end - at)));
      }
    }
  }

  private long out() {
    return UpdateLayout.of(global).bytes();
  }

  private static void zeros(Path file, long words) throws IOException {
    try (FileChannel out = open(file)) {
      byte[] block = new byte[UpdateEncoder.BLOCK * Integer.BYTES];
      for (long at = 0, end = words * Integer.BYTES; at < end; at += block.length) {
        write(out, ByteBuffer.wrap(block, 0, (int) Math.min(block.length, end - at)));
      }
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static double seconds(Step step) throws IOException {
    long start = System.nanoTime();
    step.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
