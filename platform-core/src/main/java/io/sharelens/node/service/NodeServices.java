package io.sharelens.node.service;

/** What the REST layer needs beside the store. */
public record NodeServices(
    SearchService searches,
    ModelService models,
    StatusService status,
    JobService jobs,
    NodeEvents events,
    StockService stock,
    RoundService rounds,
    SchemeService schemes,
    ChoiceService choices,
    NodesService nodes) {}
