/// What an author says of an endpoint's values, so that others can read it.
///
/// [dev.hera.worker.api.shape.Shape] is what goes in and what comes out, in Java's own types. An
/// annotated method says it by its signature; a lambda by `Options.takes(...)` and
/// `Options.answers(...)`. `worker.schema` makes JSON Schema of it for the announcement. Nothing is
/// checked against it: it describes.
@NullMarked
package dev.hera.worker.api.shape;

import org.jspecify.annotations.NullMarked;
