package dev.hera.worker.test;

import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Runs a test once for each call of an export, oldest first, without a network:
///
/// ```java
/// @HeraReplay(value = "src/test/calls/books.calls.jsonl", ignore = "$.position")
/// void answersAsThen(ReplayedCall call) {
///     call.answeredAsThen(Worker.named("shelf").serve(new Shelf()));
/// }
/// ```
///
/// The file is made by `ops/hera calls export FILTER --to FILE`. A call that has no answer on
/// record, or whose body or secrets were not kept, is skipped and says so.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(ReplayTests.class)
public @interface HeraReplay {
    /// The file, from the working directory on, or as a resource of the test class's path.
    String value();

    /// Paths whose differences do not count, and what lies below them: `$.items[*].at`, `status`,
    /// `remote GET /0/stock/{id}`; those of JSON count for the bodies of remote calls too.
    String[] ignore() default {};

    /// Headers of answers that are compared too.
    String[] headers() default {};

    /// Values that need not be equal, only of the same kind.
    Alike[] alike() default {Alike.TIME, Alike.UUID};

    /// Whether calls run whose secrets were masked; with the masks in their place.
    boolean masked() default false;
}
