package io.sharelens.owner.outsource;

import java.nio.file.Path;

/**
 * A file is done.
 *
 * @param done files done, this one included
 * @param total files in all
 * @param file this one
 * @param outcome {@code added}, {@code replaced}, {@code repaired}, {@code unchanged} or {@code
 *     skipped}
 */
public record OutsourceProgress(int done, int total, Path file, String outcome) {}
