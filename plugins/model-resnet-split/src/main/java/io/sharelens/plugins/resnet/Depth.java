package io.sharelens.plugins.resnet;

import io.sharelens.mpc.error.LensException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The networks: how deep, and how many blocks each stage has. Those for photos begin with a 7x7
 * convolution and a max pool and have four stages; where a stage begins, a 1x1 convolution makes
 * the shortcut fit. Those for small pictures (He et al., section 4.2) begin with a 3x3 convolution
 * and have three stages of 16, 32 and 64 channels; their shortcuts have no weights (option A).
 */
enum Depth {
  DEEP_18(18, false, false),
  DEEP_34(34, false, false),
  DEEP_50(50, false, true),
  SMALL_20(20, true, false),
  SMALL_56(56, true, false);

  /** Channels that a bottleneck block gives for each of those in its middle. */
  static final int EXPANSION = 4;

  private final int layers;
  private final boolean small;
  private final boolean bottleneck;

  Depth(int layers, boolean small, boolean bottleneck) {
    this.layers = layers;
    this.small = small;
    this.bottleneck = bottleneck;
  }

  /** USER {@code bad-option} naming the depths there are. */
  static Depth of(String layers) {
    for (Depth depth : values()) {
      if (layers.trim().equals(Integer.toString(depth.layers))) {
        return depth;
      }
    }
    String known =
        Arrays.stream(values())
            .map(d -> Integer.toString(d.layers))
            .collect(Collectors.joining(", "));
    throw LensException.user(
        "bad-option", ResNet.NAME + ": depth must be one of " + known + ", not " + layers);
  }

  /** Layers with weights on the longest way, as the network is called by. */
  int layers() {
    return layers;
  }

  /** Whether it is one for pictures of CIFAR's size. */
  boolean small() {
    return small;
  }

  /** Whether its blocks have three convolutions, the outer ones 1x1. */
  boolean bottleneck() {
    return bottleneck;
  }

  /** Blocks of each stage. */
  List<Integer> blocks() {
    return switch (this) {
      case DEEP_18 -> List.of(2, 2, 2, 2);
      case DEEP_34, DEEP_50 -> List.of(3, 4, 6, 3);
      case SMALL_20 -> List.of(3, 3, 3);
      case SMALL_56 -> List.of(9, 9, 9);
    };
  }

  /** Channels of the stem and in the blocks of the first stage; each stage doubles them. */
  int width() {
    return small ? 16 : 64;
  }

  /** Channels of the last stage. */
  int features() {
    return (width() << (blocks().size() - 1)) * (bottleneck ? EXPANSION : 1);
  }

  int usualSize() {
    return small ? 32 : 224;
  }

  /** Smallest input in pixels: the last stage has at least 2 x 2 positions, or 1 x 1. */
  int smallest() {
    return small ? 8 : 32;
  }

  /** The head's name in well-known files. */
  String head() {
    return small ? "linear" : "fc";
  }
}
