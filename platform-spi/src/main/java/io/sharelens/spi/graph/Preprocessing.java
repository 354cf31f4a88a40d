package io.sharelens.spi.graph;

import java.util.List;

/**
 * From picture to tensor: the shorter-side-independent resize to size x size (bilinear with
 * antialiasing, RGB), scaling of 0..255 to 0..1 times {@code scale}, then (x - mean) / std for each
 * channel.
 *
 * @param size height and width in pixels
 * @param scale 1 for inputs in 0..1, 255 for inputs in 0..255
 * @param mean per channel, R G B
 * @param std per channel, R G B
 */
public record Preprocessing(int size, double scale, List<Double> mean, List<Double> std) {
  public Preprocessing {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }
}
