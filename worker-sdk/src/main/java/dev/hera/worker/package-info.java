/// A worker: construct, declare endpoints, start.
///
/// [dev.hera.worker.Worker] is the whole of it for an author. `Worker.named("hello")` gives a
/// [dev.hera.worker.WorkerBuilder] that takes endpoints ([dev.hera.worker.Endpoints] are the words)
/// and settings; `start()` finds every broker through ZooKeeper and links to it; `change` adds and
/// removes endpoints while it runs; `drain` and `close` leave in order. Settings come from the
/// environment ([dev.hera.worker.Setting] names them all) or from the builder, which wins.
/// The worker dials out and listens on nothing.
@NullMarked
package dev.hera.worker;

import org.jspecify.annotations.NullMarked;
