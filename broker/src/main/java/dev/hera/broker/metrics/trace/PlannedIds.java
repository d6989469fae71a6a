package dev.hera.broker.metrics.trace;

import io.opentelemetry.sdk.trace.IdGenerator;

/// Gives the next span the ids that were settled for it; belongs to the one thread that makes
// spans.
final class PlannedIds implements IdGenerator {
    private String trace = "";
    private String span = "";

    void next(String ofTrace, String ofSpan) {
        trace = ofTrace;
        span = ofSpan;
    }

    @Override
    public String generateTraceId() {
        return trace;
    }

    @Override
    public String generateSpanId() {
        return span;
    }
}
