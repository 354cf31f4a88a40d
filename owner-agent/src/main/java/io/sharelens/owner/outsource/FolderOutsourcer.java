package io.sharelens.owner.outsource;

import io.sharelens.client.OwnerClient;
import io.sharelens.client.upload.OwnPicture;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.ErrorKind;
import io.sharelens.mpc.error.LensException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a folder of pictures, at any depth, to the nodes and keeps it so: new files are added,
 * changed ones replaced, incomplete ones repaired, and on request those whose files are gone are
 * deleted. Running it again after any failure goes on where it stopped. The files stay as they are.
 */
public final class FolderOutsourcer implements AutoCloseable {
  private static final int PARALLEL = 4;

  private final OwnerClient client;
  private final PictureMap map;

  /**
   * @param client stays the caller's
   * @param state folder of this owner on this machine
   */
  public FolderOutsourcer(OwnerClient client, Path state) {
    this.client = client;
    this.map = PictureMap.open(state);
  }

  private enum Outcome {
    ADDED,
    REPLACED,
    REPAIRED,
    UNCHANGED
  }

  /**
   * Outsources a folder.
   *
   * @param deleteMissing whether pictures of this folder whose files are gone are deleted
   * @param progress told of each file, from several threads but never at once
   * @return what was done; the first error that is not the fault of one file ends the run
   */
  public OutsourceReport run(
      Path folder, boolean deleteMissing, Consumer<OutsourceProgress> progress) {
    List<Path> files = files(folder);
    Run run = new Run(files.size(), progress);
    Map<String, OwnPicture> held = new HashMap<>();
    client.pictures().forEach(p -> held.put(p.id(), p));
    PublishedModel model = client.model();
    String input = inputDigest(model);
    try (ExecutorService threads = Executors.newFixedThreadPool(PARALLEL)) {
      List<Future<?>> tasks = new ArrayList<>();
      for (Path file : files) {
        tasks.add(threads.submit(() -> run.one(file, held, model, input)));
      }
      await(tasks, threads);
    }
    int deleted = deleteMissing ? deleteMissing(folder) : 0;
    return run.report(deleted);
  }

  /** Deletes one file's picture from the nodes; false if it was never outsourced. */
  public boolean delete(Path file) {
    PictureMap.Entry entry = map.find(file).orElse(null);
    if (entry == null) {
      return false;
    }
    client.delete(entry.id());
    map.deleted(entry);
    return true;
  }

  /** Files and ids known here. */
  public PictureMap map() {
    return map;
  }

  private final class Run {
    private final int total;
    private final Consumer<OutsourceProgress> progress;
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final List<OutsourceReport.Skipped> skipped = new ArrayList<>();
    private int done;

    Run(int total, Consumer<OutsourceProgress> progress) {
      this.total = total;
      this.progress = progress;
    }

    void one(Path file, Map<String, OwnPicture> held, PublishedModel model, String input) {
      try {
        note(file, bring(file, held, model, input));
      } catch (LensException e) {
        if (e.kind() == ErrorKind.USER && e.code().startsWith("picture-")) {
          skip(file, e);
        } else {
          throw e;
        }
      }
    }

    private synchronized void note(Path file, Outcome outcome) {
      counts.merge(outcome, 1, Integer::sum);
      progress.accept(
          new OutsourceProgress(++done, total, file, outcome.name().toLowerCase(Locale.ROOT)));
    }

    private synchronized void skip(Path file, LensException e) {
      skipped.add(new OutsourceReport.Skipped(file, e.code(), String.valueOf(e.getMessage())));
      progress.accept(new OutsourceProgress(++done, total, file, "skipped"));
    }

    synchronized OutsourceReport report(int deleted) {
      return new OutsourceReport(
          counts.getOrDefault(Outcome.ADDED, 0),
          counts.getOrDefault(Outcome.REPLACED, 0),
          counts.getOrDefault(Outcome.REPAIRED, 0),
          counts.getOrDefault(Outcome.UNCHANGED, 0),
          deleted,
          skipped);
    }
  }

  private Outcome bring(
      Path file, Map<String, OwnPicture> held, PublishedModel model, String input) {
    String sha256 = digest(client.bytes(file));
    PictureMap.Entry known = map.find(file).orElse(null);
    OwnPicture there = known == null ? null : held.get(known.id());
    boolean same = known != null && sha256.equals(known.sha256()) && input.equals(known.input());
    if (same && known != null && intact(known, there)) {
      return Outcome.UNCHANGED;
    }
    send(file, sha256, model, input);
    if (known == null || known.sha256() == null) {
      return there == null ? Outcome.ADDED : Outcome.REPAIRED;
    }
    return same ? Outcome.REPAIRED : Outcome.REPLACED;
  }

  private void send(Path file, String sha256, PublishedModel model, String input) {
    PictureMap.Entry entry = map.ensure(file);
    String attempt;
    try {
      attempt = client.outsource(entry.id(), file, model);
    } catch (LensException e) {
      if (!e.code().equals("attempt-deleted") && !e.code().equals("id-taken")) {
        throw e;
      }
      map.deleted(entry); // deleted behind our back, or a clash: the picture gets another id
      entry = map.ensure(file);
      attempt = client.outsource(entry.id(), file, model);
    }
    map.outsourced(entry, sha256, input, attempt);
  }

  private static boolean intact(PictureMap.Entry known, @Nullable OwnPicture there) {
    return there != null
        && there.complete()
        && !there.state().equals("failed")
        && there.first() != null
        && there.first().attempt().equals(known.attempt());
  }

  /** Pictures of a folder that were outsourced and whose files are gone. */
  public List<PictureMap.Entry> missing(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    return map.entries().stream()
        .filter(e -> Path.of(e.path()).startsWith(root) && !Files.exists(Path.of(e.path())))
        .toList();
  }

  private int deleteMissing(Path folder) {
    List<PictureMap.Entry> missing = missing(folder);
    for (PictureMap.Entry entry : missing) {
      client.delete(entry.id());
      map.deleted(entry);
    }
    return missing.size();
  }

  private static void await(List<Future<?>> tasks, ExecutorService threads) {
    try {
      for (Future<?> task : tasks) {
        task.get();
      }
    } catch (ExecutionException e) {
      threads.shutdownNow();
      if (e.getCause() instanceof LensException lens) {
        throw lens;
      }
      throw new LensException(
          ErrorKind.INTERNAL, "outsource-failed", "an unforeseen error: " + e.getCause(), e);
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
      throw LensException.resources("interrupted", "outsourcing was given up", e);
    }
  }

  /** Files that {@link #run} looks at: all at any depth but hidden ones, sorted. */
  public static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(p -> Files.isRegularFile(p) && !hidden(folder, p)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new LensException(ErrorKind.USER, "no-pictures", folder + " cannot be read: " + e, e);
    }
  }

  private static boolean hidden(Path folder, Path file) {
    for (Path part : folder.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /** Everything that the words of an input tensor depend on besides the picture. */
  private static String inputDigest(PublishedModel model) {
    String text =
        model.graph().preprocessing()
            + "/"
            + model.plan().inputFractionBits()
            + "/"
            + model.plan().inputBound();
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }

  @Override
  public void close() {
    map.close();
  }
}
