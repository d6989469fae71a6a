package dev.hera.worker.api.annotation;

import dev.hera.worker.api.RecordMode;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What an annotated endpoint promises; the same as [dev.hera.worker.api.Options].
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface EndpointOptions {
    /// Answered with 202 as soon as the call is on disk, delivered later.
    boolean accept() default false;

    /// How calls are kept.
    RecordMode record() default RecordMode.DURABLE;

    /// A second execution does no harm.
    boolean idempotent() default false;

    /// How long a call may take when the caller does not say, in milliseconds: 1 to 600,000.
    long timeoutMs() default 10_000;

    /// Most calls running on one worker at once; 0 for no limit of its own.
    int maxInFlight() default 0;

    /// JSON pointers into the body whose values are never stored in clear: `/card/number`.
    String[] sensitive() default {};

    /// What the endpoint is good for, in one line of at most 300 characters.
    String summary() default "";
}
