package io.sharelens.node.service;

import io.sharelens.api.SchemeOptions;

/** Choosing a scheme, for administrators: what there is to choose from, and what it costs. */
public interface ChoiceService {
  /** Plugins, named schemes, and what goes with what at this node. */
  SchemeOptions options();
}
