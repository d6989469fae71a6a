package dev.hera.broker.journal;

import dev.hera.broker.call.Attempt;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.journal.redact.Endings;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// The record of one call while it runs; used by the call's thread alone.
public final class Recording implements Opened, AutoCloseable {
    private static final Duration TOLD = Duration.ofSeconds(1);

    private final Journal journal;

    /// Null for a call that is counted only.
    private final @Nullable LiveRecord live;

    private boolean ended;

    Recording(Journal journal, @Nullable LiveRecord live) {
        this.journal = journal;
        this.live = live;
    }

    /// Whether the call is kept at all.
    boolean isKept() {
        return live != null;
    }

    /// Waits until the call may be sent; false when it must not be, because it is not on disk and
    /// its mode is `ahead`.
    public boolean awaitBeforeDispatch(Deadline deadline) {
        return live == null || live.awaitBeforeDispatch(deadline);
    }

    /// A worker is about to get the call.
    public void leaving(int attempt, String worker) {
        journal.counts().attempts.increment();
        if (live != null && attempt == 1) {
            live.left();
        }
    }

    /// How that went.
    public void attempt(Attempt attempt) {
        if (live != null) {
            live.attempt(Endings.kept(attempt));
        }
    }

    /// Waits until the caller may be answered; false when the record could not be kept.
    public boolean awaitBeforeAnswer(Deadline deadline) {
        return live == null || live.awaitBeforeAnswer(deadline);
    }

    /// Waits a moment for the end to be on disk, so that whatever the caller is told is found again
    /// by the id that the caller gets. An answer has waited before; a failure is no worse when the
    /// disk does not take it.
    public void awaitTold(Outcome outcome) {
        if (!outcome.word().equals("answered")) {
            boolean _ = awaitBeforeAnswer(Deadline.after(TOLD, System.nanoTime()));
        }
    }

    /// How the call ended; the first word counts. Does not wait for the disk.
    public void complete(Outcome outcome) {
        if (!ended) {
            ended = true;
            journal.counts().ended(outcome.word());
            if (live != null) {
                journal.ended(live, outcome);
            }
        }
    }

    /// A recording that nobody completed ends as `unknown`.
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            journal.counts().ended("unknown");
            if (live != null) {
                journal.abandoned(live);
            }
        }
    }
}
