package io.sharelens.client.vectors;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * The file {@code vectors.json}: what every client must compute from the same picture, seed or
 * answer.
 *
 * @param inputs models' inputs by name
 * @param pictures files beside it with the words that are shared
 * @param streams of the pseudo-random generator
 * @param shares of queries
 * @param search the answers of both nodes and what they add up to
 */
record Vectors(
    Map<String, Input> inputs,
    List<Picture> pictures,
    List<Stream> streams,
    List<Share> shares,
    Search search) {

  /** As {@link io.sharelens.api.ModelInput}. */
  record Input(
      int size, double scale, List<Double> mean, List<Double> std, int fractionBits, int bound) {}

  /** Words of a picture file under an input. */
  record Picture(String file, String input, List<Integer> words) {}

  /**
   * @param seed hex
   * @param stream id
   * @param first bytes of the stream, hex
   * @param length so many bytes are hashed
   * @param sha256 hex
   */
  record Stream(String seed, long stream, String first, int length, String sha256) {}

  /**
   * @param seed of node 1, hex
   * @param words the secret
   * @param second node 2's share as it travels, hex
   */
  record Share(String seed, List<Integer> words, String second) {}

  /**
   * @param first node 1's answer, base64
   * @param second node 2's answer, base64
   * @param found in the order of the result
   */
  record Search(String first, String second, List<Found> found) {}

  /** A picture of the result; content in base64. */
  record Found(int rank, String id, String owner, int score, String content) {}

  static Vectors read() throws IOException {
    return JsonMapper.builder().build().readValue(bytes("vectors.json"), Vectors.class);
  }

  static byte[] bytes(String file) throws IOException {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file)) {
      if (in == null) {
        throw new IOException("there is no vector " + file);
      }
      return in.readAllBytes();
    }
  }
}
