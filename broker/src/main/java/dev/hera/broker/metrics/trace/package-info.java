/// Calls as spans, for whoever collects traces; nothing of it runs unless a setting names one.
///
/// [dev.hera.broker.metrics.trace.Traces] hears of calls that ended and only puts the sampled ones
/// on a bounded queue; one thread makes spans of them, after the fact, through Micrometer's bridge
/// to OpenTelemetry, which sends them in batches over OTLP/HTTP. The ids of the spans follow from
/// the call's id: they were told to the worker long before, and
/// [dev.hera.broker.metrics.trace.PlannedIds] hands them on instead of making new ones.
@NullMarked
package dev.hera.broker.metrics.trace;

import org.jspecify.annotations.NullMarked;
