/** The node's YAML file as records; unknown keys are refused. */
@NullMarked
package io.sharelens.node.config;

import org.jspecify.annotations.NullMarked;
