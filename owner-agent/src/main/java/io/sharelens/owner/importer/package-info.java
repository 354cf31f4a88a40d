/**
 * Weights from files of others: safetensors and PyTorch checkpoints, read without running anything
 * that is in them.
 */
@NullMarked
package io.sharelens.owner.importer;

import org.jspecify.annotations.NullMarked;
