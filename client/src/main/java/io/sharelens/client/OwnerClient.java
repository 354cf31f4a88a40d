package io.sharelens.client;

import io.sharelens.api.FeatureShare;
import io.sharelens.api.PictureStatus;
import io.sharelens.api.StatusInfo;
import io.sharelens.client.deployment.Deployment;
import io.sharelens.client.picture.PictureFormat;
import io.sharelens.client.picture.PictureReader;
import io.sharelens.client.picture.Preprocessor;
import io.sharelens.client.picture.RgbPicture;
import io.sharelens.client.query.Agreement;
import io.sharelens.client.query.ModelCache;
import io.sharelens.client.reconstruct.OwnFeature;
import io.sharelens.client.transport.Call;
import io.sharelens.client.transport.Fanout;
import io.sharelens.client.transport.NodeConnection;
import io.sharelens.client.transport.Paths;
import io.sharelens.client.transport.Retries;
import io.sharelens.client.upload.AttemptStore;
import io.sharelens.client.upload.OwnPicture;
import io.sharelens.client.upload.PictureUpload;
import io.sharelens.client.upload.PreparedPicture;
import io.sharelens.inference.InputCodec;
import io.sharelens.inference.model.PublishedModel;
import io.sharelens.mpc.error.LensException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An owner's access to the nodes: outsources pictures as shares, lists and deletes them, and reads
 * their features back. Thread-safe; one state folder belongs to one client at a time.
 */
public final class OwnerClient implements AutoCloseable {
  private final List<NodeConnection> nodes;
  private final PictureReader reader;
  private final ModelCache models;
  private final AttemptStore attempts;
  private final PictureUpload uploads;
  private volatile @Nullable PublishedModel model;

  private OwnerClient(Deployment deployment, Path state) {
    this.nodes = deployment.connect(Retries.standard());
    this.reader = new PictureReader(deployment.limits());
    this.models = new ModelCache(deployment.cache().resolve("models"));
    this.attempts = new AttemptStore(state.resolve("attempts"), new SecureRandom());
    this.uploads = new PictureUpload(computing(), attempts);
  }

  /**
   * A client of a deployment.
   *
   * @param state folder of this owner on this machine; holds the seeds of uploads under way
   */
  public static OwnerClient open(Deployment deployment, Path state) {
    return new OwnerClient(deployment, state);
  }

  /** What the nodes say alike; fails with {@code nodes-disagree} where they do not. */
  public Agreement agreement() {
    return Agreement.read(nodes);
  }

  /** The published model, downloaded once; fails with {@code no-model} if there is none. */
  public PublishedModel model() {
    String sha256 = agreement().model().sha256();
    PublishedModel known = model;
    if (known == null || !known.sha256().equals(sha256)) {
      known = models.model(nodes.getFirst(), sha256);
      model = known;
    }
    return known;
  }

  /** As {@link #outsource(String, Path, PublishedModel)} with the model published now. */
  public String outsource(String id, Path picture) {
    return outsource(id, picture, model());
  }

  /**
   * Brings one picture to both nodes, or goes on with it; an older content under the same id stays
   * searchable until this one is indexed.
   *
   * @param id the picture's id at the nodes: must not say anything of the content
   * @param current the published model, from {@link #model}
   * @return id of the attempt that both nodes hold
   */
  public String outsource(String id, Path picture, PublishedModel current) {
    byte[] file = reader.bytes(picture);
    PictureFormat format = reader.format(picture.toString(), file);
    RgbPicture decoded = reader.decode(picture.toString(), file);
    float[] tensor = new Preprocessor(current.graph().preprocessing()).tensor(decoded);
    int[] words = new InputCodec(current.plan()).encode(tensor);
    return uploads.run(new PreparedPicture(id, file, words, current.sha256(), format.mediaType()));
  }

  /** Bytes of pictures' shares that the nodes took from this client, in all. */
  public long sentBytes() {
    return uploads.sentBytes();
  }

  /** A picture file's bytes; fails with a {@code picture-} code unless it is of a known format. */
  public byte[] bytes(Path picture) {
    byte[] file = reader.bytes(picture);
    reader.format(picture.toString(), file);
    return file;
  }

  /** Whether an upload of a picture was begun here and not ended. */
  public boolean pending(String id) {
    return attempts.pending(id);
  }

  /** All own pictures as both nodes see them, by id. */
  public List<OwnPicture> pictures() {
    List<PictureStatus[]> both =
        atComputing(n -> n.json(Call.get("/v1/pictures"), PictureStatus[].class));
    Map<String, OwnPicture> pictures = new TreeMap<>();
    for (PictureStatus status : both.getFirst()) {
      pictures.put(status.id(), new OwnPicture(status.id(), status, null));
    }
    for (PictureStatus status : both.getLast()) {
      OwnPicture other = pictures.get(status.id());
      pictures.put(
          status.id(), new OwnPicture(status.id(), other == null ? null : other.first(), status));
    }
    return List.copyOf(pictures.values());
  }

  /** Removes a picture from both nodes; one that is not there counts as removed. */
  public void delete(String id) {
    attempts.end(id);
    atComputing(
        n -> {
          try {
            n.run(Call.delete("/v1/pictures/" + Paths.segment(id)));
          } catch (LensException e) {
            if (!e.code().equals("not-found") && !e.code().equals("no-such-picture")) {
              throw e;
            }
          }
          return true;
        });
  }

  /** A picture's feature, added up from both nodes' shares. */
  public OwnFeature feature(String id) {
    String path = "/v1/pictures/" + Paths.segment(id) + "/feature";
    List<FeatureShare> both = atComputing(n -> n.json(Call.get(path), FeatureShare.class));
    return OwnFeature.of(both.getFirst(), both.getLast());
  }

  /** Where the pictures of node 1 stand. */
  public StatusInfo status() {
    return nodes.getFirst().json(Call.get("/v1/status"), StatusInfo.class);
  }

  private List<NodeConnection> computing() {
    return nodes.subList(0, 2);
  }

  private <T> List<T> atComputing(Function<NodeConnection, T> call) {
    List<Callable<T>> tasks = new ArrayList<>();
    for (NodeConnection node : computing()) {
      tasks.add(() -> call.apply(node));
    }
    return Fanout.all(tasks);
  }

  @Override
  public void close() {
    nodes.forEach(NodeConnection::close);
  }
}
