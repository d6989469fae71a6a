package dev.hera.worker.api.annotation;

import dev.hera.worker.api.accept.Retried;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The endpoint confirms at once and is delivered later; the same as
/// [dev.hera.worker.api.accept.Accepting].
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Accepts {
    /// Only calls with `Prefer: respond-async`; the others are answered.
    boolean onRequest() default false;

    /// The confirmation's status, 200 to 299.
    int status() default 202;

    /// The confirmation; `{uuid}` in it becomes the call's id.
    String confirmation() default "{\"uuid\":\"{uuid}\"}";

    /// Of the confirmation.
    String contentType() default "application/json";

    /// Confirms with an image of one pixel, whatever is said above, and whether or not the call
    /// passes the checks.
    boolean pixel() default false;

    /// Must be there: names of the query, or JSON pointers into the body.
    String[] require() default {};

    /// Renames, each `old=new`: parameters of the query, with `/` members of the body.
    String[] rename() default {};

    /// Takes away parameters of the query, with `/` members of the body.
    String[] drop() default {};

    /// Most deliveries begun in a second, on each broker.
    double rate() default 100;

    /// Most deliveries running at once, on each broker.
    int inFlight() default 16;

    /// Most executions of a call; 0 for as many as its age allows.
    int attempts() default 10;

    /// Widest pause after the first attempt, doubled after each, in milliseconds.
    long firstPauseMs() default 500;

    /// Widest pause of all, in milliseconds.
    long longestPauseMs() default 60_000;

    /// Ends that are tried again; others park the call.
    Retried[] retry() default {Retried.UNKNOWN, Retried.FAILED, Retried.PUT_OFF};

    /// A call older than this is parked, in seconds.
    long maxAgeSeconds() default 86_400;

    /// `header:NAME`, `query:NAME` or `body:/POINTER`: calls with the same key stay in order.
    String order() default "";

    /// A second service that gets copies of a share of the calls, `SERVICE@SHARE`.
    String shadow() default "";
}
