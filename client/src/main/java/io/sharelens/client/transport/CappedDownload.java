package io.sharelens.client.transport;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Writes the body of a successful answer to a file; gives up as soon as it is too large. */
final class CappedDownload implements BodyHandler<byte[]> {
  private static final byte[] NOTHING = {};

  private final Path to;
  private final long mostBytes;
  private final long mostProblemBytes;
  private volatile boolean exceeded;

  CappedDownload(Path to, long mostBytes, long mostProblemBytes) {
    this.to = to;
    this.mostBytes = mostBytes;
    this.mostProblemBytes = mostProblemBytes;
  }

  /** Whether a body was larger than allowed. */
  boolean exceeded() {
    return exceeded;
  }

  @Override
  public BodySubscriber<byte[]> apply(ResponseInfo info) {
    return info.statusCode() / 100 == 2
        ? new Watched(
            BodySubscribers.limiting(
                BodySubscribers.mapping(BodySubscribers.ofFile(to), p -> NOTHING), mostBytes))
        : BodySubscribers.limiting(BodySubscribers.ofByteArray(), mostProblemBytes);
  }

  /** Notes when the limit is passed; the limiting subscriber beneath ends the transfer. */
  private final class Watched implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> limited;
    private long got;

    Watched(BodySubscriber<byte[]> limited) {
      this.limited = limited;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return limited.getBody();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      limited.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        got += buffer.remaining();
      }
      exceeded |= got > mostBytes;
      limited.onNext(buffers);
    }

    @Override
    public void onError(Throwable failure) {
      limited.onError(failure);
    }

    @Override
    public void onComplete() {
      limited.onComplete();
    }
  }
}
