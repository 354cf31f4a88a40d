/** Plain REST on loopback, so that an application needs no secret sharing of its own. */
@NullMarked
package io.sharelens.client.gateway;

import org.jspecify.annotations.NullMarked;
