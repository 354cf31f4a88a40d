package io.sharelens.client.query;

import io.sharelens.api.PartPlan;
import io.sharelens.api.SearchHit;
import io.sharelens.api.SearchResult;
import io.sharelens.client.transport.Json;
import io.sharelens.mpc.error.LensException;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One node's answer to a search, on disk: the document and where each picture's share lies.
 *
 * @param node for errors
 * @param file the body as received
 * @param result the document at its beginning
 * @param offsets where each result's share begins
 */
public record NodeAnswer(String node, Path file, SearchResult result, List<Long> offsets) {
  private static final int MAX_DOCUMENT = 64 << 20;

  public NodeAnswer {
    offsets = List.copyOf(offsets);
  }

  /** Reads the document and checks that the file holds just the shares that it names. */
  public static NodeAnswer read(String node, Path file) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      int length = in.readInt();
      if (length < 2 || length > MAX_DOCUMENT || length > in.length() - Integer.BYTES) {
        throw bad(node, "a document of " + length + " bytes");
      }
      byte[] json = new byte[length];
      in.readFully(json);
      SearchResult result = Json.read(node, json, SearchResult.class);
      List<Long> offsets = new ArrayList<>();
      long at = in.getFilePointer();
      for (SearchHit hit : result.results()) {
        offsets.add(at);
        at += shareBytes(node, hit);
      }
      if (at != in.length()) {
        throw bad(node, "%d bytes where %d belong".formatted(in.length(), at));
      }
      return new NodeAnswer(node, file, result, offsets);
    } catch (EOFException e) {
      throw bad(node, "an empty answer");
    } catch (IOException e) {
      throw LensException.resources("no-disk", file + " cannot be read: " + e, e);
    }
  }

  /** The share of result {@code i} as sent: a seed or all bytes. */
  public byte[] share(int i) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] share = new byte[(int) shareBytes(node, result.results().get(i))];
      in.seek(offsets.get(i));
      in.readFully(share);
      return share;
    } catch (IOException e) {
      throw LensException.resources("no-disk", file + " cannot be read: " + e, e);
    }
  }

  private static long shareBytes(String node, SearchHit hit) {
    if (hit.bytes() < 0 || hit.bytes() > Integer.MAX_VALUE - 64) {
      throw bad(node, "a picture of " + hit.bytes() + " bytes");
    }
    return switch (hit.form()) {
      case PartPlan.SEED -> PartPlan.SEED_BYTES;
      case PartPlan.FULL -> hit.bytes();
      default -> throw bad(node, "a share in the unknown form '" + hit.form() + "'");
    };
  }

  private static LensException bad(String node, String what) {
    return LensException.protocol("bad-answer", node + " sent " + what + " as a search result");
  }
}
