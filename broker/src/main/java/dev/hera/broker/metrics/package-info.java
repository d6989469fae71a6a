/// What is counted, for whoever scrapes it.
///
/// [dev.hera.broker.metrics.Meters] hears of every call as it ends; no room knows that it exists,
/// only the root does, which also hands it the figures that others keep. Names follow Prometheus:
/// base units, and `_total` on what only grows. [dev.hera.broker.metrics.CallMeters] counts calls,
/// [dev.hera.broker.metrics.AttemptMeters] what was sent to workers. Labels come from announced
/// endpoints and known workers only, so that no caller can make series, and each
/// [dev.hera.broker.metrics.Family] has room for so many meters: what comes after that is `other`.
/// [dev.hera.broker.metrics.Shelf] holds the gauges of workers and endpoints while they are there.
@NullMarked
package dev.hera.broker.metrics;

import org.jspecify.annotations.NullMarked;
