/** The demo: real photos where they can be had, drawn ones otherwise. */
@NullMarked
package io.sharelens.cli.demo;

import org.jspecify.annotations.NullMarked;
