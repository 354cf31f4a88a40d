package io.sharelens.client.upload;

import io.sharelens.api.PartPlan;
import io.sharelens.api.UploadPlan;
import io.sharelens.client.split.FileSharer;
import io.sharelens.client.split.TensorSharer;
import io.sharelens.mpc.random.Seed;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One attempt at outsourcing one picture: the payloads for both nodes. File and tensor have seeds
 * of their own, so that whoever is later given the file's seed learns nothing of the tensor's
 * share.
 *
 * @param id the attempt's id, fresh
 * @param picture the owner's id of the picture
 * @param model SHA-256 of the model whose preprocessing made the tensor
 * @param mediaType of the file
 * @param first node 1's payloads
 * @param second node 2's payloads
 */
record Attempt(
    String id,
    String picture,
    String model,
    String mediaType,
    List<Payload> first,
    List<Payload> second) {

  /**
   * What one node gets for one part.
   *
   * @param bytes the share as sent; secret together with the other node's
   */
  record Payload(PartPlan plan, byte[] bytes) {
    @Override
    public String toString() {
      return "Payload[" + plan.name() + "]";
    }
  }

  /** Equal arguments give byte-identical payloads. */
  static Attempt of(String id, PreparedPicture picture, Seed fileSeed, Seed tensorSeed) {
    byte[] file = picture.file();
    int[] words = picture.words();
    return new Attempt(
        id,
        picture.id(),
        picture.model(),
        picture.mediaType(),
        List.of(
            seed(PartPlan.FILE, PartPlan.BYTES, file.length, fileSeed),
            seed(PartPlan.TENSOR, PartPlan.WORDS, words.length, tensorSeed)),
        List.of(
            full(PartPlan.FILE, PartPlan.BYTES, file.length, FileSharer.correction(fileSeed, file)),
            full(
                PartPlan.TENSOR,
                PartPlan.WORDS,
                words.length,
                TensorSharer.bytes(TensorSharer.correction(tensorSeed, words)))));
  }

  List<Payload> payloads(int node) {
    return node == 1 ? first : second;
  }

  UploadPlan plan(int node) {
    return new UploadPlan(
        id, mediaType, model, payloads(node).stream().map(Payload::plan).toList());
  }

  private static Payload seed(String name, String ring, long elements, Seed seed) {
    return payload(name, PartPlan.SEED, ring, elements, seed.bytes());
  }

  private static Payload full(String name, String ring, long elements, byte[] bytes) {
    return payload(name, PartPlan.FULL, ring, elements, bytes);
  }

  private static Payload payload(
      String name, String form, String ring, long elements, byte[] bytes) {
    return new Payload(
        new PartPlan(name, form, ring, elements, bytes.length, sha256(bytes)), bytes);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }
}
