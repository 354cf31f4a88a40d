/**
 * Simulated wide-area links: a TCP proxy with delay and bandwidth. For the testkit and for benches;
 * no node uses it.
 */
@NullMarked
package io.sharelens.link;

import org.jspecify.annotations.NullMarked;
