package io.sharelens.node.intake;

import io.sharelens.api.PartPlan;
import io.sharelens.api.UploadPlan;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.config.Limits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Checks upload plans before anything is stored. Which parts an upload has is a property of the
 * scheme; the secret-sharing pipeline has the file and the tensor.
 */
public final class UploadRules {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern MEDIA =
      Pattern.compile("[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,63}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final List<PartRule> parts;
  private final Limits limits;

  public UploadRules(List<PartRule> parts, Limits limits) {
    this.parts = List.copyOf(parts);
    this.limits = limits;
  }

  /** Rules of the two-server pipeline: node 1 gets seeds, node 2 corrections. */
  public static UploadRules secretSharing(int node, Limits limits) {
    String form = node == 1 ? PartPlan.SEED : PartPlan.FULL;
    return new UploadRules(
        List.of(
            new PartRule(PartPlan.FILE, PartPlan.BYTES, 1, form),
            new PartRule(PartPlan.TENSOR, PartPlan.WORDS, Integer.BYTES, form)),
        limits);
  }

  /**
   * Fails with USER {@code bad-id}, {@code bad-plan} or {@code too-large} if a plan cannot be
   * taken.
   */
  public void check(String picture, UploadPlan plan) {
    if (!ID.matcher(picture).matches()) {
      throw LensException.user(
          "bad-id", "a picture's id has 1 to 64 letters, digits, dots, dashes or underscores");
    }
    requireAttempt(plan.attempt());
    if (!MEDIA.matcher(plan.mediaType()).matches()) {
      throw bad("'mediaType' must be like image/jpeg");
    }
    if (!SHA256.matcher(plan.model()).matches()) {
      throw bad("'model' must be a SHA-256 in hex");
    }
    Set<String> seen = new HashSet<>();
    for (PartPlan p : plan.parts()) {
      if (!seen.add(p.name())) {
        throw bad("part '" + p.name() + "' is there twice");
      }
      check(p);
    }
    if (seen.size() != parts.size()) {
      throw bad("the parts must be " + parts.stream().map(PartRule::name).toList());
    }
  }

  /** Fails unless the text is a UUID in its usual spelling. */
  static void requireAttempt(String attempt) {
    try {
      if (UUID.fromString(attempt).toString().equals(attempt)) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // falls through to the one message for both causes
    }
    throw bad("'attempt' must be a UUID in lower case");
  }

  private void check(PartPlan p) {
    PartRule rule =
        parts.stream()
            .filter(r -> r.name().equals(p.name()))
            .findFirst()
            .orElseThrow(() -> bad("there is no part '" + p.name() + "' in this scheme"));
    if (!p.form().equals(rule.form()) || !p.ring().equals(rule.ring())) {
      throw bad(
          "part '" + p.name() + "' must have form " + rule.form() + " and ring " + rule.ring());
    }
    if (!SHA256.matcher(p.sha256()).matches()) {
      throw bad("'sha256' of part '" + p.name() + "' must be a SHA-256 in hex");
    }
    if (p.elements() < 1 || p.bytes() < 1) {
      throw bad("part '" + p.name() + "' is empty");
    }
    if (p.elements() > limits.maxPictureBytes() / rule.width()) {
      throw LensException.user(
          "too-large",
          "part '%s' has more than %d bytes".formatted(p.name(), limits.maxPictureBytes()));
    }
    long want =
        rule.form().equals(PartPlan.SEED) ? PartPlan.SEED_BYTES : p.elements() * rule.width();
    if (p.bytes() != want) {
      throw bad("part '%s' must have %d bytes, not %d".formatted(p.name(), want, p.bytes()));
    }
  }

  private static LensException bad(String why) {
    return LensException.user("bad-plan", why);
  }
}
