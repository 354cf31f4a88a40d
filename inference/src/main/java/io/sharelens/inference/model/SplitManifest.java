package io.sharelens.inference.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sharelens.mpc.error.LensException;
import java.util.List;

/**
 * What a manifest says of weights that are split: the JSON text {@code sharelens.split}. The
 * weights, quantised as the plan says, are w = w1 + w2 + w3 modulo 2^32; part 1 holds w1 and w2,
 * part 2 holds w2 and w3, part 3 holds w3 and w1. Part i is for server i alone.
 *
 * @param format version of this format
 * @param id 32 hex digits, new for every split; each part names it
 * @param words weights and biases in all
 * @param parts SHA-256 of the files of parts 1, 2 and 3
 */
public record SplitManifest(int format, String id, int words, List<String> parts) {
  public static final int FORMAT = 1;

  /** Servers that get a part. */
  public static final int PARTS = 3;

  public SplitManifest {
    parts = List.copyOf(parts);
    if (format != FORMAT) {
      throw PublishedModel.bad("its split has format " + format + ", this program reads " + FORMAT);
    }
    if (!id.matches("[0-9a-f]{32}")
        || words < 1
        || parts.size() != PARTS
        || !parts.stream().allMatch(p -> p.matches("[0-9a-f]{64}"))) {
      throw PublishedModel.bad("its split is described wrongly");
    }
  }

  /**
   * SHA-256 of a part's file.
   *
   * @param server 1, 2 or 3
   */
  public String part(int server) {
    return parts.get(server - 1);
  }

  String json() {
    try {
      return ModelDocument.JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw LensException.internal("bad-model", "cannot write the manifest: " + e.getMessage());
    }
  }

  static SplitManifest parse(String json) {
    try {
      return ModelDocument.JSON.readValue(json, SplitManifest.class);
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof LensException inner) {
        throw inner;
      }
      throw PublishedModel.bad("its split is damaged: " + e.getOriginalMessage());
    }
  }
}
