/** Outsourcing of one picture: an attempt with fresh seeds, resumable to the byte. */
@NullMarked
package io.sharelens.client.upload;

import org.jspecify.annotations.NullMarked;
