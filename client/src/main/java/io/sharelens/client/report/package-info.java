/** Contact sheets of search results. */
@NullMarked
package io.sharelens.client.report;

import org.jspecify.annotations.NullMarked;
