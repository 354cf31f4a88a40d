/** Measurements of protocols with the parties and the dealer as processes over mutual TLS. */
@NullMarked
package io.sharelens.cli.bench;

import org.jspecify.annotations.NullMarked;
