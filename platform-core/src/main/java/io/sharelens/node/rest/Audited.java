package io.sharelens.node.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A resource method whose calls go into the audit log, those that were refused too. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Audited {
  /** Stable code: what it is done to, a dot, what is done, as {@code grant.add}. */
  String value();
}
