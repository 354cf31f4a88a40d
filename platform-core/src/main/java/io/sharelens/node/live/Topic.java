package io.sharelens.node.live;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Something that is shown live.
 *
 * @param name of the events
 * @param value the present one; quick
 * @param mark what of a value has to differ for an event to be sent: the value itself, or the value
 *     without what changes all the time
 */
public record Topic(String name, Supplier<Object> value, UnaryOperator<Object> mark) {
  public Topic(String name, Supplier<Object> value) {
    this(name, value, v -> v);
  }
}
