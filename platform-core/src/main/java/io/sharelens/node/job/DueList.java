package io.sharelens.node.job;

import io.sharelens.node.store.AttemptRow;
import io.sharelens.node.store.PictureRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which attempts are to be extracted next.
 *
 * @param due the newest attempt of each picture that both servers hold, oldest upload first
 * @param onlyHere attempts that node 2 does not hold, or not completely
 */
record DueList(List<PictureRef> due, int onlyHere) {
  /**
   * @param here complete attempts at node 1 without a row
   * @param holds for each of them, whether node 2 has it too
   */
  static DueList of(List<AttemptRow> here, boolean[] holds) {
    Map<String, AttemptRow> newest = new HashMap<>();
    int onlyHere = 0;
    for (int i = 0; i < here.size(); i++) {
      AttemptRow row = here.get(i);
      if (!holds[i]) {
        onlyHere++;
        continue;
      }
      newest.merge(row.ref().picture(), row, (a, b) -> a.sequence() >= b.sequence() ? a : b);
    }
    List<AttemptRow> rows = new ArrayList<>(newest.values());
    rows.sort(Comparator.comparingLong(AttemptRow::sequence));
    return new DueList(rows.stream().map(AttemptRow::ref).toList(), onlyHere);
  }
}
