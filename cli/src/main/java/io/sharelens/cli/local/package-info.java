/** A whole deployment on one machine: files, certificates, tokens, node processes. */
@NullMarked
package io.sharelens.cli.local;

import org.jspecify.annotations.NullMarked;
