package io.sharelens.node.round;

import io.sharelens.api.RoundInfo;
import io.sharelens.api.RoundInfo.PhaseTime;
import io.sharelens.api.RoundState;
import io.sharelens.node.json.CanonicalJson;
import io.sharelens.node.store.RoundRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told about a round besides where it stands; kept as JSON.
 *
 * @param pictures sum of the contributors' weights
 * @param phases seconds of each phase that is over
 * @param exchanged bytes between nodes 1 and 2 to open sums
 * @param lossBefore contributors' mean loss under the parent
 * @param lossAfter reporting owners' mean loss under the candidate
 * @param precisionBefore reporting owners' mean precision at 10 under the parent
 * @param precisionAfter the same under the candidate
 * @param removed pseudonyms of leavers whose updates were taken out
 * @param privacy what all rounds told about any one owner
 * @param warnings sentences
 */
record RoundRecord(
    long pictures,
    List<PhaseTime> phases,
    long exchanged,
    @Nullable Double lossBefore,
    @Nullable Double lossAfter,
    @Nullable Double precisionBefore,
    @Nullable Double precisionAfter,
    List<String> removed,
    RoundInfo.@Nullable Privacy privacy,
    List<String> warnings) {
  static final RoundRecord EMPTY =
      new RoundRecord(0, List.of(), 0, null, null, null, null, List.of(), null, List.of());

  RoundRecord {
    phases = List.copyOf(phases);
    removed = List.copyOf(removed);
    warnings = List.copyOf(warnings);
  }

  static RoundRecord of(RoundRow row) {
    return CanonicalJson.read(row.record().getBytes(StandardCharsets.UTF_8), RoundRecord.class);
  }

  String json() {
    return CanonicalJson.text(this);
  }

  RoundRecord phase(RoundState phase, double seconds) {
    List<PhaseTime> all = new ArrayList<>(phases);
    all.add(new PhaseTime(phase, seconds));
    return with(pictures, all, exchanged, warnings);
  }

  RoundRecord warning(String sentence) {
    if (warnings.contains(sentence)) {
      return this;
    }
    List<String> all = new ArrayList<>(warnings);
    all.add(sentence);
    return with(pictures, phases, exchanged, all);
  }

  RoundRecord contributors(long sum, List<String> leavers) {
    return new RoundRecord(
        sum,
        phases,
        exchanged,
        lossBefore,
        lossAfter,
        precisionBefore,
        precisionAfter,
        leavers,
        privacy,
        warnings);
  }

  RoundRecord exchanged(long more) {
    return with(pictures, phases, exchanged + more, warnings);
  }

  RoundRecord opened(@Nullable Double loss, RoundInfo.@Nullable Privacy spent) {
    return new RoundRecord(
        pictures,
        phases,
        exchanged,
        loss,
        lossAfter,
        precisionBefore,
        precisionAfter,
        removed,
        spent,
        warnings);
  }

  RoundRecord after(@Nullable Double loss) {
    return new RoundRecord(
        pictures,
        phases,
        exchanged,
        lossBefore,
        loss,
        precisionBefore,
        precisionAfter,
        removed,
        privacy,
        warnings);
  }

  RoundRecord precision(double before, double after) {
    return new RoundRecord(
        pictures,
        phases,
        exchanged,
        lossBefore,
        lossAfter,
        before,
        after,
        removed,
        privacy,
        warnings);
  }

  private RoundRecord with(long sum, List<PhaseTime> times, long bytes, List<String> sentences) {
    return new RoundRecord(
        sum,
        times,
        bytes,
        lossBefore,
        lossAfter,
        precisionBefore,
        precisionAfter,
        removed,
        privacy,
        sentences);
  }
}
