package dev.hera.broker.metrics;

import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.call.event.CallListener;
import dev.hera.broker.call.event.Ended;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;

import java.util.concurrent.TimeUnit;

/// Counts and times calls as they end, on their own threads.
///
/// Deliveries and replays are counted by their origin alone, so that a replay of an hour does not
/// look like traffic. Endpoints are the announced ones: a caller cannot make a series.
final class CallMeters implements CallListener {
    private final Family<Counter> origins;
    private final Family<Counter> calls;
    private final Family<Counter> seconds;
    private final Family<Timer> endpoints;
    private final Family<Timer> whole;
    private final Family<Timer> phases;
    private final Family<Counter> refused;
    private final Family<Counter> unknown;
    private final Family<Counter> bytes;

    CallMeters(Families make) {
        origins = make.counters("hera.calls.by.origin", "", "calls by where they came from");
        calls = make.counters("hera.calls", "", "live calls by endpoint, outcome and status");
        seconds = make.counters("hera.calls.time", "seconds", "time that live calls took, summed");
        endpoints = make.histograms("hera.endpoint.call", "how long live calls took, by endpoint");
        whole = make.histograms("hera.call", "how long live calls took, by how they ended");
        phases = make.histograms("hera.call.phase", "where the time of live calls went");
        refused = make.counters("hera.calls.refused", "", "live calls that no worker ran, by why");
        unknown = make.counters("hera.calls.unknown", "", "live calls that may have run, by why");
        bytes = make.counters("hera.calls.body", "bytes", "bodies of live calls and answers");
    }

    @Override
    public void onEnd(Ended ended) {
        Outcome outcome = ended.outcome();
        origins.of(new Labels.From(ended.entrance(), outcome.word())).increment();
        if (ended.isLive()) {
            live(ended, outcome);
        }
    }

    private void live(Ended ended, Outcome outcome) {
        String status = outcome.status() / 100 + "xx";
        String name = ended.endpoint().isEmpty() ? Labels.OTHER : ended.endpoint();
        Labels endpoint = new Labels.One("endpoint", name);
        Ledger ledger = outcome.ledger();
        calls.of(new Labels.Call(name, outcome.word(), status)).increment();
        seconds.of(endpoint).increment((double) ledger.total() / 1e9);
        endpoints.of(endpoint).record(ledger.total(), TimeUnit.NANOSECONDS);
        whole.of(new Labels.Whole(outcome.word(), status))
                .record(ledger.total(), TimeUnit.NANOSECONDS);
        phase("journal", ledger.journal());
        phase("queue", ledger.queue());
        phase("wire", ledger.wire());
        phase("worker", ledger.worker());
        double in = ended.bytesIn();
        double out = ended.bytesOut();
        bytes.of(new Labels.One("direction", "in")).increment(in);
        bytes.of(new Labels.One("direction", "out")).increment(out);
        switch (outcome) {
            case Outcome.NotExecuted n -> one(refused, n.refusal().kind());
            case Outcome.Unknown u -> one(unknown, u.doubt().word());
            case Outcome.Answered _, Outcome.HandlerFailed _ -> {}
            case Outcome.Accepted _, Outcome.Repeated _ -> {}
        }
    }

    private void phase(String name, long nanos) {
        phases.of(new Labels.One("phase", name)).record(nanos, TimeUnit.NANOSECONDS);
    }

    private static void one(Family<Counter> family, String why) {
        family.of(new Labels.One("kind", why)).increment();
    }
}
