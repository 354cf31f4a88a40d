package io.sharelens.client.query;

/**
 * Where the time of a search went, in seconds, as the client saw it.
 *
 * @param picture decoding, resizing and encoding the query
 * @param agreement waiting for what all nodes say of themselves, which is asked meanwhile
 * @param share splitting the query's tensor
 * @param session computing at the nodes, as the slower of both measured it
 * @param transfer the rest until both answers were here: sending the shares, opening the nodes'
 *     session, fetching the results
 */
public record SearchTimes(
    double picture, double agreement, double share, double session, double transfer) {

  /** From the call to both answers. */
  public double total() {
    return picture + agreement + share + session + transfer;
  }

  /** Part by part. */
  public SearchTimes plus(SearchTimes other) {
    return new SearchTimes(
        picture + other.picture,
        agreement + other.agreement,
        share + other.share,
        session + other.session,
        transfer + other.transfer);
  }

  /** Part by part. */
  public SearchTimes times(double factor) {
    return new SearchTimes(
        picture * factor, agreement * factor, share * factor, session * factor, transfer * factor);
  }

  @Override
  public String toString() {
    return "picture %.3f, agreement %.3f, share %.3f, session %.3f, transfer %.3f"
        .formatted(picture, agreement, share, session, transfer);
  }
}
