/// What is counted, for whoever scrapes it.
///
/// [dev.hera.broker.metrics.Meters] hears of every call as it ends and of nothing else; no room
/// knows that it exists, only the root does. Names follow Prometheus, durations are seconds.
/// Labels come from announced endpoints only, so that no caller can make series: what nobody
/// announced is `other`, and past a bound every new endpoint is `other` too.
@NullMarked
package dev.hera.broker.metrics;

import org.jspecify.annotations.NullMarked;
