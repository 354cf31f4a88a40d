package io.sharelens.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinkScheduleTest {
  private static final long MS = 1_000_000;

  /** 8 Mbit/s: a thousand bytes take a millisecond. */
  private static final LinkProfile SLOW = new LinkProfile("slow", 5, 8);

  @Test
  void bytesWaitForTheLineThenForTheDelay() {
    LinkSchedule s = new LinkSchedule(0);
    assertThat(s.arrival(SLOW, 0, 1000)).isEqualTo(6 * MS);
    // Sent at once: the line is busy for a millisecond, the delay is not added up.
    assertThat(s.arrival(SLOW, 0, 2000)).isEqualTo(8 * MS);
    // Sent when the line has long been idle.
    assertThat(s.arrival(SLOW, 100 * MS, 1000)).isEqualTo(106 * MS);
  }

  @Test
  void withoutALimitOnlyTheDelayCounts() {
    LinkSchedule s = new LinkSchedule(0);
    LinkProfile p = new LinkProfile("far", 80, 0);
    assertThat(s.arrival(p, 3, Integer.MAX_VALUE)).isEqualTo(80 * MS + 3);
    assertThat(s.arrival(p, 4, 1)).isEqualTo(80 * MS + 4);
  }

  @Test
  void aFasterProfileDoesNotOvertakeWhatIsUnderWay() {
    LinkSchedule s = new LinkSchedule(0);
    assertThat(s.arrival(SLOW, 0, 1000)).isEqualTo(6 * MS);
    assertThat(s.arrival(LinkProfile.NONE, MS, 1)).isEqualTo(6 * MS);
    assertThat(s.arrival(LinkProfile.NONE, 7 * MS, 1)).isEqualTo(7 * MS);
  }

  @Test
  void clockMayOverflow() {
    long start = Long.MAX_VALUE - MS;
    LinkSchedule s = new LinkSchedule(start);
    assertThat(s.arrival(SLOW, start, 1000)).isEqualTo(start + 6 * MS);
    assertThat(s.arrival(SLOW, start + 7 * MS, 1000)).isEqualTo(start + 13 * MS);
  }
}
