package io.sharelens.client.reconstruct;

import io.sharelens.api.SearchHit;
import io.sharelens.client.query.NodeAnswer;

/** A picture that a search found, reconstructed. No content in {@code toString}. */
public final class FoundPicture {
  private final SearchHit hit;
  private final int score;
  private final int rank;
  private final int place;
  private final NodeAnswer first;
  private final NodeAnswer second;

  FoundPicture(SearchHit hit, int score, int rank, int place, NodeAnswer first, NodeAnswer second) {
    this.hit = hit;
    this.score = score;
    this.rank = rank;
    this.place = place;
    this.first = first;
    this.second = second;
  }

  /** 1 for the nearest. */
  public int rank() {
    return rank;
  }

  /** The owner's id of the picture; unique among the pictures of its owner. */
  public String id() {
    return hit.pictureId();
  }

  public String owner() {
    return hit.owner();
  }

  public String mediaType() {
    return hit.mediaType();
  }

  /** Size of the original file. */
  public long bytes() {
    return hit.bytes();
  }

  /** The reconstructed score, in units of the ranking; smaller is nearer. */
  public int score() {
    return score;
  }

  /** The original file, bit for bit; added up anew at every call. */
  public byte[] content() {
    return Reconstruction.file(
        hit.form(),
        first.share(place),
        second.result().results().get(place).form(),
        second.share(place),
        Math.toIntExact(hit.bytes()));
  }

  @Override
  public String toString() {
    return "FoundPicture[" + rank + ": " + id() + " of " + owner() + "]";
  }
}
