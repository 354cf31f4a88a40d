package io.sharelens.node.feature;

/** One upload attempt of one picture of one owner; public among the computing nodes. */
public record AttemptKey(String owner, String id, String attempt)
    implements Comparable<AttemptKey> {
  @Override
  public int compareTo(AttemptKey o) {
    int c = owner.compareTo(o.owner);
    if (c == 0) {
      c = id.compareTo(o.id);
    }
    return c != 0 ? c : attempt.compareTo(o.attempt);
  }

  @Override
  public String toString() {
    return owner + "/" + id + "@" + attempt;
  }
}
