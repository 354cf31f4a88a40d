package io.sharelens.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemCountersTest {
  @TempDir private Path proc;

  @Test
  void countersAreReadAsTheSystemWritesThem() throws Exception {
    Files.createDirectories(proc.resolve("net"));
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(
        proc.resolve("net/dev"),
        """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets
          eth0: 1 2 0 0 0 0 0 0 3 4
            lo:66087385247 4283730    0    0    0     0          0         0 66087385247 4283730
        """);
    Files.writeString(
        proc.resolve("self/status"), "Name:\tjava\nVmHWM:\t   10240 kB\nVmRSS:\t 1 kB\n");
    Files.writeString(proc.resolve("meminfo"), "MemTotal:       24000000 kB\nMemFree: 1 kB\n");
    SystemCounters counters = new SystemCounters(proc);
    assertThat(counters.loopbackBytes()).isEqualTo(66_087_385_247L);
    assertThat(counters.residentPeakBytes()).isEqualTo(10_240L * 1024);
    assertThat(counters.memoryBytes()).isEqualTo(24_000_000L * 1024);
  }

  @Test
  void anotherSystemHasNoneOfThem() {
    SystemCounters counters = new SystemCounters(proc.resolve("missing"));
    assertThat(counters.loopbackBytes()).isZero();
    assertThat(counters.residentPeakBytes()).isZero();
    assertThat(counters.memoryBytes()).isZero();
    counters.resetResidentPeak();
  }
}
