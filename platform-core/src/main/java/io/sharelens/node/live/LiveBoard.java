package io.sharelens.node.live;

import io.sharelens.mpc.error.LensException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all topics every second, in one thread for all listeners, and only while there is one;
 * tells what changed. Thread-safe.
 */
public final class LiveBoard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveBoard.class);
  private static final int LISTENERS = 32;
  private static final long LOOK_MILLIS = 1000;

  /** Who takes nothing for so long is gone, though its connection may not know it yet. */
  private static final long GONE_NANOS = 60_000_000_000L;

  /** Wakes a listener at the end. */
  private static final Update END = new Update("", "");

  private final Map<String, Topic> topics = new LinkedHashMap<>();
  private final List<Listener> listeners = new ArrayList<>();
  private boolean looking;
  private volatile boolean closed;

  public LiveBoard(Collection<Topic> topics) {
    topics.forEach(t -> this.topics.put(t.name(), t));
  }

  /** Names of all topics. */
  public Set<String> names() {
    return topics.keySet();
  }

  /**
   * Begins with the present value of each topic; what changes comes later.
   *
   * @param wanted topics to hear of
   * @throws LensException USER {@code unknown-topic}; {@code too-many-listeners}
   */
  public Listener listen(Set<String> wanted) {
    for (String name : wanted) {
      if (!topics.containsKey(name)) {
        throw LensException.user(
            "unknown-topic", "'" + name + "' is no topic; there are " + topics.keySet());
      }
    }
    Listener listener = new Listener(Set.copyOf(wanted));
    synchronized (this) {
      if (listeners.size() >= LISTENERS) {
        throw LensException.user(
            "too-many-listeners",
            LISTENERS + " consoles listen to this node already; close one and try again");
      }
      listeners.add(listener);
    }
    try {
      listener.look();
    } catch (RuntimeException e) {
      listener.close();
      throw e;
    }
    wake();
    return listener;
  }

  private synchronized void wake() {
    if (!looking && !listeners.isEmpty()) {
      looking = true;
      Thread.ofPlatform().daemon().name("live").start(this::loop);
    }
  }

  private void loop() {
    while (true) {
      List<Listener> now;
      synchronized (this) {
        if (listeners.isEmpty() || closed) {
          looking = false;
          return;
        }
        listeners.removeIf(l -> System.nanoTime() - l.taken > GONE_NANOS);
        now = List.copyOf(listeners);
      }
      try {
        Thread.sleep(LOOK_MILLIS);
        if (!closed) {
          look(now);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Each topic is looked at once for all who want it. */
  private void look(List<Listener> now) {
    for (Topic topic : topics.values()) {
      List<Listener> wanting = now.stream().filter(l -> l.wanted.contains(topic.name())).toList();
      if (wanting.isEmpty()) {
        continue;
      }
      try {
        Object value = topic.value().get();
        Object mark = topic.mark().apply(value);
        wanting.forEach(l -> l.tell(topic.name(), value, mark));
      } catch (RuntimeException e) {
        // The next look may succeed; listeners keep what they have.
        LOG.warn("{} cannot be looked at: {}", topic.name(), e.toString());
      }
    }
  }

  /** Ends all listening: the node shuts down. */
  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      listeners.forEach(l -> l.news.add(END));
    }
  }

  /** Somebody who hears what changes; closed when done. */
  public final class Listener implements AutoCloseable {
    private final Set<String> wanted;
    private final Map<String, Object> marks = new HashMap<>();
    private final BlockingQueue<Update> news = new LinkedBlockingQueue<>();
    private volatile long taken = System.nanoTime();

    private Listener(Set<String> wanted) {
      this.wanted = wanted;
    }

    /**
     * The next change; null if there is none in time, or once it {@link #ended}. To be called at
     * least every half minute.
     */
    public @Nullable Update next(long atMostMillis) throws InterruptedException {
      taken = System.nanoTime();
      Update update = news.poll(atMostMillis, TimeUnit.MILLISECONDS);
      return update == null || update.equals(END) ? null : update;
    }

    /** Whether nothing will come any more. */
    public boolean ended() {
      return closed;
    }

    private void look() {
      for (Topic topic : topics.values()) {
        if (wanted.contains(topic.name())) {
          Object value = topic.value().get();
          tell(topic.name(), value, topic.mark().apply(value));
        }
      }
    }

    private synchronized void tell(String topic, Object value, Object mark) {
      if (!mark.equals(marks.put(topic, mark))) {
        // A listener that does not keep up wants the last value only.
        news.removeIf(u -> u.topic().equals(topic));
        news.add(new Update(topic, value));
      }
    }

    @Override
    public void close() {
      synchronized (LiveBoard.this) {
        listeners.remove(this);
      }
    }
  }
}
