package dev.hera.broker.journal;

import dev.hera.broker.call.Attempt;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Outcome;

/// The record of one call while it runs; used by the call's thread alone.
public final class Recording implements Opened, AutoCloseable {
    private final Journal journal;
    private boolean ended;

    Recording(Journal journal) {
        this.journal = journal;
    }

    /// Waits until the call may be sent; false when it must not be.
    public boolean awaitBeforeDispatch(Deadline deadline) {
        return true;
    }

    /// A worker is about to get the call.
    public void leaving(int attempt, String worker) {
        journal.countAttempt();
    }

    /// How that went.
    public void attempt(Attempt attempt) {
        // counted when it left
    }

    /// Waits until the caller may be answered; false when the record could not be kept.
    public boolean awaitBeforeAnswer(Deadline deadline) {
        return true;
    }

    /// How the call ended; the first word counts.
    public void complete(Outcome outcome) {
        if (!ended) {
            ended = true;
            journal.countEnd(outcome.word());
        }
    }

    /// A recording that nobody completed ends as `unknown`.
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            journal.countEnd("unknown");
        }
    }
}
