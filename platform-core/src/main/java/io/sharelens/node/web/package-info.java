/** The listener for browsers: pages, their headers, and which sites may call the interface. */
@NullMarked
package io.sharelens.node.web;

import org.jspecify.annotations.NullMarked;
