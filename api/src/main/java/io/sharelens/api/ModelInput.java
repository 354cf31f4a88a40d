package io.sharelens.api;

import java.util.List;

/**
 * How a picture becomes a model's input: all that a client needs to prepare a query without the
 * model's file. The file says the same; a client that has no hash to check compares what the nodes
 * answer.
 *
 * @param model SHA-256 (hex) of the model's file
 * @param size height and width in pixels
 * @param scale 1 for inputs in 0..1, 255 for inputs in 0..255
 * @param mean for channels R, G, B
 * @param std for channels R, G, B
 * @param fractionBits a value v becomes the word round(v * 2^fractionBits)
 * @param bound words are clamped to -bound..bound
 */
public record ModelInput(
    String model,
    int size,
    double scale,
    List<Double> mean,
    List<Double> std,
    int fractionBits,
    int bound) {
  public ModelInput {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }
}
