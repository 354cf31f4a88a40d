/** The REST interface: Jetty, Jersey, problem documents. */
@NullMarked
package io.sharelens.node.rest;

import org.jspecify.annotations.NullMarked;
