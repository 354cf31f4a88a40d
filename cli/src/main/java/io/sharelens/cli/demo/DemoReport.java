package io.sharelens.cli.demo;

import io.sharelens.cli.evaluate.Evaluation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the demo found.
 *
 * @param pictures where the pictures come from, with their licence
 * @param training the rounds; null without training
 * @param result quality and cost
 * @param contactSheet index.html of one search
 * @param nodes addresses of nodes 1 to 3
 * @param userConfig the user's deployment file
 * @param adminConfig the administrator's deployment file
 * @param faces the pages; null where nothing goes on
 */
public record DemoReport(
    String pictures,
    @Nullable DemoTraining training,
    Evaluation result,
    String contactSheet,
    List<String> nodes,
    String userConfig,
    String adminConfig,
    @Nullable DemoFaces faces) {}
