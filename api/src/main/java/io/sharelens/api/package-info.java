/**
 * The documents of the REST interface as records: what nodes answer and what clients send. JSON
 * names are the components' names. The module has no dependencies; any JSON binding for records
 * will do. Unknown members are to be ignored by clients and refused by nodes.
 */
@NullMarked
package io.sharelens.api;

import org.jspecify.annotations.NullMarked;
