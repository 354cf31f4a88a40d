package io.sharelens.inference.plan;

/** Why a bound of the plan holds. */
public enum Evidence {
  /** By the L1 norm of the weights times the input's bound: no input can exceed it. */
  PROVED,
  /** Largest value seen on the calibration inputs, times the plan's margin. */
  MEASURED
}
