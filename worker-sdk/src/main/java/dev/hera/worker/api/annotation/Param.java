package dev.hera.worker.api.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names a parameter that is filled from path, query or body, in this order.
///
/// Without the annotation the name is the one in the source, which the class file knows when it was
/// compiled with `-parameters`. A missing value is a 400, unless the parameter is marked
/// `@Nullable` (any annotation of that name that is kept at run time) or has a [#fallback].
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Param {
    /// What stands for "no fallback"; no caller can send it.
    String NONE = "\u0000";

    /// The name in path, query or body.
    String value() default "";

    /// What a missing value is taken for, written as it would be in a query: `10`, `red`.
    String fallback() default NONE;
}
