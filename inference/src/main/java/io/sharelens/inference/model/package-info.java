/** The published model file: graph, plan, categories and weights in one safetensors file. */
@NullMarked
package io.sharelens.inference.model;

import org.jspecify.annotations.NullMarked;
