/// A worker that does real work: questions about a few thousand recorded measurements.
///
/// [MetricsWorker][dev.hera.examples.metrics.MetricsWorker] is what `ops/hera up` starts. It
/// answers [questions][dev.hera.examples.metrics.Question] about
/// [measurements][dev.hera.examples.metrics.Measurements], made up and shipped beside the classes,
/// with [summaries][dev.hera.examples.metrics.Summary]; and it echoes, sleeps and calculates, for
/// whoever tries the platform out.
@NullMarked
package dev.hera.examples.metrics;

import org.jspecify.annotations.NullMarked;
