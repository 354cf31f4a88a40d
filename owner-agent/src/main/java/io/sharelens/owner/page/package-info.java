/** The owner's page: plain HTTP on loopback, by which a browser shows an agent and steers it. */
@NullMarked
package io.sharelens.owner.page;

import org.jspecify.annotations.NullMarked;
