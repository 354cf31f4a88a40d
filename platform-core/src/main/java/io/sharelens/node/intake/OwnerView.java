package io.sharelens.node.intake;

import io.sharelens.api.FeatureShare;
import io.sharelens.api.PictureState;
import io.sharelens.api.PictureStatus;
import io.sharelens.mpc.error.LensException;
import io.sharelens.node.service.StatusService;
import io.sharelens.node.store.AttemptRow;
import io.sharelens.node.store.AttemptState;
import io.sharelens.node.store.FeatureRow;
import io.sharelens.node.store.ModelRow;
import io.sharelens.node.store.PartRow;
import io.sharelens.node.store.Store;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an owner may see of its own pictures. */
public final class OwnerView {
  private static final int PAGE = 1000;

  private final Store store;
  private final StatusService status;

  public OwnerView(Store store, StatusService status) {
    this.store = store;
    this.status = status;
  }

  /** All own pictures by id, each with its newest attempt. */
  public List<PictureStatus> list(String owner) {
    List<PictureStatus> out = new ArrayList<>();
    String after = "";
    while (true) {
      List<AttemptRow> page = store.pictures().newestOf(owner, after, PAGE);
      for (AttemptRow row : page) {
        out.add(view(row));
      }
      if (page.size() < PAGE) {
        return out;
      }
      after = page.getLast().ref().picture();
    }
  }

  /** One picture; USER {@code no-such-picture}. */
  public PictureStatus find(String owner, String picture) {
    return view(living(owner, picture).getFirst());
  }

  /**
   * This node's share of the feature under the published model, of the newest attempt that has one.
   *
   * @throws LensException USER {@code no-feature} if none was extracted yet
   */
  public FeatureShare feature(String owner, String picture) {
    List<AttemptRow> attempts = living(owner, picture);
    String model = store.models().published().map(ModelRow::sha256).orElse("");
    for (AttemptRow a : attempts) {
      FeatureRow row = store.features().find(a.ref(), model).orElse(null);
      if (row != null && a.state() == AttemptState.INDEXED) {
        byte[] share = store.shares().read(row.location());
        return new FeatureShare(
            a.ref().attempt(),
            model,
            row.dimension(),
            row.fractionBits(),
            Base64.getEncoder().encodeToString(share));
      }
    }
    throw LensException.user(
        "no-feature", "the feature of '" + picture + "' was not extracted yet");
  }

  private List<AttemptRow> living(String owner, String picture) {
    List<AttemptRow> rows =
        store.pictures().living(picture).stream().filter(a -> a.owner().equals(owner)).toList();
    if (rows.isEmpty()) {
      throw LensException.user("no-such-picture", "there is no picture '" + picture + "' of yours");
    }
    return rows;
  }

  private PictureStatus view(AttemptRow a) {
    return new PictureStatus(
        a.ref().picture(),
        a.ref().attempt(),
        PictureState.valueOf(a.state().name()),
        a.state() == AttemptState.UPLOADING ? missing(a) : a.cause(),
        a.mediaType(),
        status.searchable(a.ref().picture()));
  }

  private @Nullable String missing(AttemptRow a) {
    List<PartRow> parts = store.pictures().parts(a.ref());
    String what =
        parts.stream()
            .filter(p -> !p.complete())
            .map(p -> "%s: %d of %d bytes".formatted(p.name(), p.received(), p.bytes()))
            .collect(Collectors.joining(", "));
    return what.isEmpty() ? "not completed" : what;
  }
}
