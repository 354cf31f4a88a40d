package io.sharelens.node.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A resource method that changes nothing that lasts, although it is not called with GET: a token
 * with the scope {@code read} may call it, and the audit log does not mention it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface ChangesNothing {}
