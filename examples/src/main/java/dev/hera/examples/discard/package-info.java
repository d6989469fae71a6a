/// What takes everything and keeps nothing, for benchmarks?
///
/// [dev.hera.examples.discard.VoidWorker] ends a pipeline that measures the platform alone:
/// calls of `POST /0/void` are confirmed, kept, delivered, and dropped.
/// Because nobody must run it by mistake, it says so in capitals on every start, in its log and on
/// standard error, and its endpoint has the word in its name.
@NullMarked
package dev.hera.examples.discard;

import org.jspecify.annotations.NullMarked;
