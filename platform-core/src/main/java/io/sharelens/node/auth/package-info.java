/** Accounts, tokens and roles: who may call what. */
@NullMarked
package io.sharelens.node.auth;

import org.jspecify.annotations.NullMarked;
