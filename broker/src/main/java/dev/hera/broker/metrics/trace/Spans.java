package dev.hera.broker.metrics.trace;

import dev.hera.broker.call.Attempt;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.event.Ended;
import dev.hera.wire.id.TraceParent;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// Makes the spans of a call that ended: one of the call, and below it one of each attempt, which
/// is the parent of what the worker did. Belongs to the one thread that makes spans.
final class Spans {
    private final Tracer tracer;
    private final PlannedIds ids;

    Spans(Tracer tracer, PlannedIds ids) {
        this.tracer = tracer;
        this.ids = ids;
    }

    void of(Ended ended) {
        TraceParent trace = ended.trace();
        String own = ended.id().span();
        ids.next(trace.trace(), own);
        Span.Builder call = tracer.spanBuilder().kind(Span.Kind.SERVER).name(name(ended));
        if (trace.span().equals(own)) {
            call.setNoParent();
        } else {
            call.setParent(context(trace.trace(), trace.span()));
        }
        Outcome outcome = ended.outcome();
        call.tag("hera.call", ended.id().toString());
        call.tag("hera.from", ended.entrance());
        call.tag("hera.outcome", outcome.word());
        call.tag("hera.endpoint", ended.endpoint());
        call.tag("http.response.status_code", (long) outcome.status());
        if (outcome.status() >= 500) {
            call.tag("error.type", Integer.toString(outcome.status()));
        }
        run(call, ended.receivedAt(), outcome.ledger().total());
        for (Attempt attempt : ended.attempts()) {
            of(ended, attempt);
        }
    }

    private void of(Ended ended, Attempt attempt) {
        String trace = ended.trace().trace();
        ids.next(trace, ended.id().span(attempt.number()));
        Span.Builder one =
                tracer.spanBuilder()
                        .kind(Span.Kind.CLIENT)
                        .name(name(ended))
                        .setParent(context(trace, ended.id().span()));
        one.tag("hera.worker", attempt.worker());
        one.tag("hera.attempt", (long) attempt.number());
        one.tag("hera.outcome", attempt.outcome());
        if (!attempt.outcome().equals("answered")) {
            one.tag("error.type", attempt.outcome());
        }
        run(one, attempt.sentAt(), attempt.tookNanos());
    }

    private TraceContext context(String trace, String span) {
        return tracer.traceContextBuilder().traceId(trace).spanId(span).sampled(true).build();
    }

    private static void run(Span.Builder span, Instant began, long nanos) {
        long from = TimeUnit.SECONDS.toNanos(began.getEpochSecond()) + began.getNano();
        span.startTimestamp(from, TimeUnit.NANOSECONDS)
                .start()
                .end(from + nanos, TimeUnit.NANOSECONDS);
    }

    /// The announced endpoint: what callers write never becomes a name.
    private static String name(Ended ended) {
        return ended.endpoint().isEmpty() ? "no endpoint" : ended.endpoint();
    }
}
