package io.sharelens.owner.importer;

import io.sharelens.inference.graph.GraphShapes;
import io.sharelens.inference.model.FloatTensor;
import io.sharelens.inference.model.Safetensors;
import io.sharelens.inference.model.WeightInit;
import io.sharelens.mpc.error.LensException;
import io.sharelens.mpc.ring.Shape;
import io.sharelens.spi.graph.GraphNode;
import io.sharelens.spi.graph.Layer;
import io.sharelens.spi.graph.LayerGraph;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fits the weights of a file to a layer graph. File names map by the backbone's {@code
 * importNames}, after dropping {@code module.} and the like; what the graph does not use is passed
 * over and listed.
 */
public final class WeightImporter {
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final List<String> PREFIXES = List.of("module.", "_orig_mod.", "model.");

  private final LayerGraph graph;
  private final Map<String, String> names;

  /**
   * @param names names in well-known files to names in the graph, from the backbone
   */
  public WeightImporter(LayerGraph graph, Map<String, String> names) {
    this.graph = graph;
    this.names = Map.copyOf(names);
  }

  /**
   * What was taken from a file.
   *
   * @param weights exactly those of the graph
   * @param fresh names that were drawn instead of read
   * @param unused names in the file that the graph has no place for
   */
  public record Imported(Map<String, FloatTensor> weights, Set<String> fresh, Set<String> unused) {}

  /** Tensors of a {@code .safetensors} or PyTorch file by their names there. */
  public static Map<String, FloatTensor> tensors(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".safetensors") ? Safetensors.read(file).tensors() : TorchFile.read(file);
  }

  /**
   * Reads a file for the graph.
   *
   * @param freshHead draws the weights that the feature does not need (the training head) normally
   *     distributed instead of reading them: the file's head has other classes (FLSIR, VI-A)
   * @return fails with {@code weights-do-not-fit} if a needed tensor is missing or has another
   *     shape, or if the file is of a deeper network
   */
  public Imported read(Path file, boolean freshHead, RandomGenerator random) {
    return fit(file.toString(), tensors(file), freshHead, random);
  }

  Imported fit(
      String file, Map<String, FloatTensor> tensors, boolean freshHead, RandomGenerator random) {
    Map<String, FloatTensor> renamed = new TreeMap<>();
    tensors.forEach((name, tensor) -> renamed.put(target(name), tensor));
    Map<String, Shape> wanted = GraphShapes.weights(graph);
    Set<String> body = body();
    Map<String, FloatTensor> weights = new TreeMap<>();
    Set<String> fresh = new TreeSet<>();
    wanted.forEach(
        (name, shape) -> {
          FloatTensor found = renamed.get(name);
          String node = name.substring(0, name.lastIndexOf('.'));
          if (freshHead && !body.contains(node)) {
            weights.put(name, WeightInit.first(name, shape, random));
            fresh.add(name);
          } else if (found != null && found.shape().equals(shape)) {
            weights.put(name, found);
          } else if (found == null && biasOfPlainConvolution(name, node, renamed)) {
            weights.put(name, new FloatTensor(shape, new float[shape.size()]));
            fresh.add(name);
          } else {
            throw missing(file, name, shape, found, body.contains(node));
          }
        });
    Set<String> unused = new TreeSet<>(renamed.keySet());
    unused.removeAll(wanted.keySet());
    refuseDeeper(file, unused, body.stream().filter(n -> renamed.containsKey(n + ".weight")));
    return new Imported(weights, fresh, unused);
  }

  /**
   * A file that has more layers of a kind than the graph is of another, deeper network: {@code
   * layer1.2.conv1} where the graph's last is {@code layer1.1.conv1}.
   */
  private void refuseDeeper(String file, Set<String> unused, Stream<String> taken) {
    Set<String> kinds = taken.map(node -> kind(node + ".weight")).collect(Collectors.toSet());
    for (String name : unused) {
      if (kinds.contains(kind(name))) {
        throw LensException.user(
            "weights-do-not-fit",
            "%s has %s, for which backbone %s has no place: it is of a deeper network"
                .formatted(file, name, graph.name()));
      }
    }
  }

  private static String kind(String name) {
    return DIGITS.matcher(name).replaceAll("#");
  }

  /**
   * Number of classes of a file's head.
   *
   * @return fails with {@code weights-do-not-fit} where the file has no head of this graph's
   */
  public int classes(Path file) {
    Map<String, FloatTensor> tensors = tensors(file);
    Set<String> body = body();
    String head =
        graph.nodes().reversed().stream()
            .filter(n -> n.layer() instanceof Layer.Linear || n.layer() instanceof Layer.Conv2d)
            .map(GraphNode::id)
            .filter(id -> !body.contains(id))
            .findFirst()
            .map(id -> id + ".weight")
            .orElseThrow(
                () ->
                    LensException.user(
                        "weights-do-not-fit", "backbone " + graph.name() + " has no head"));
    for (Map.Entry<String, FloatTensor> tensor : tensors.entrySet()) {
      if (target(tensor.getKey()).equals(head) && tensor.getValue().shape().rank() > 1) {
        return tensor.getValue().shape().dim(0);
      }
    }
    throw LensException.user(
        "weights-do-not-fit",
        "%s has no classes: %s is missing for backbone %s".formatted(file, head, graph.name()));
  }

  private String target(String name) {
    String plain = name;
    boolean cut = true;
    while (cut && !names.containsKey(plain)) {
      cut = false;
      for (String prefix : PREFIXES) {
        if (plain.startsWith(prefix)) {
          plain = plain.substring(prefix.length());
          cut = true;
        }
      }
    }
    return names.getOrDefault(plain, plain);
  }

  /** Convolutions before batch normalisation are saved without a bias: it is zero. */
  private boolean biasOfPlainConvolution(
      String name, String node, Map<String, FloatTensor> renamed) {
    return name.endsWith(".bias")
        && graph.node(node).layer() instanceof Layer.Conv2d
        && renamed.containsKey(node + ".weight");
  }

  private LensException missing(
      String file, String name, Shape shape, @Nullable FloatTensor found, boolean inBody) {
    String what =
        found == null
            ? " has no " + name
            : " has " + name + " in shape " + found.shape() + " where " + shape + " is needed";
    String advice = inBody ? "" : "; the training head can be drawn afresh instead";
    return LensException.user(
        "weights-do-not-fit", file + what + " for backbone " + graph.name() + advice);
  }

  /** Nodes that the feature is computed from, itself included. */
  private Set<String> body() {
    Set<String> body = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(graph.feature()));
    while (!open.isEmpty()) {
      String id = open.pop();
      if (!id.equals(LayerGraph.INPUT) && body.add(id)) {
        GraphNode node = graph.node(id);
        open.addAll(node.inputs());
      }
    }
    return body;
  }
}
