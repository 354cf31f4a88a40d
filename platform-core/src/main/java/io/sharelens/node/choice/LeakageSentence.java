package io.sharelens.node.choice;

import io.sharelens.node.scheme.Scheme;
import java.util.ArrayList;
import java.util.List;

/** What a scheme reveals, in one sentence. */
public final class LeakageSentence {
  private static final String NOTHING = "nothing";
  private static final String NOTHING_BUT = "nothing but ";
  private static final String ALWAYS =
      "A search shows the nodes who asks, k, the returned ids, times and sizes";

  private LeakageSentence() {}

  /** One sentence, with a full stop. */
  public static String of(Scheme scheme) {
    List<String> more = new ArrayList<>();
    add(more, scheme.comparison().traits().leakage());
    add(more, scheme.index().traits(scheme.file().index().config()).leakage());
    add(more, scheme.ranking().traits().leakage());
    if (more.isEmpty()) {
      return ALWAYS + ", and nothing else.";
    }
    return ALWAYS + "; besides, " + String.join("; ", more) + ".";
  }

  private static void add(List<String> more, String leakage) {
    if (leakage.startsWith(NOTHING_BUT)) {
      more.add("the nodes learn " + leakage.substring(NOTHING_BUT.length()));
    } else if (!leakage.equals(NOTHING) && !leakage.startsWith(NOTHING + ":")) {
      more.add(leakage);
    }
  }
}
