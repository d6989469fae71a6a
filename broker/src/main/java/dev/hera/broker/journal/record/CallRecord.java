package dev.hera.broker.journal.record;

import dev.hera.broker.call.CallId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What is known of one call.
///
/// @param opening what was asked; written before anybody looked for a worker
/// @param ending how it went; null while it runs. A call whose broker died before the end was kept
///     has one too: `unknown`, or `not-executed` where it is certain
/// @param settlement what its worker said about it afterwards; null when nothing
/// @param undelivered when the answer could not be handed to the caller; null when it could
/// @param sequence the opening's number among all records of this broker; 0 until it is on disk
public record CallRecord(
        Opening opening,
        @Nullable Ending ending,
        @Nullable Settlement settlement,
        @Nullable Instant undelivered,
        long sequence) {
    /// For a call that runs.
    public static final String RUNNING = "running";

    /// The outcome of a call that is on disk and will be delivered, or is being delivered now.
    public static final String ACCEPTED = "accepted";

    /// A call that has just come.
    public static CallRecord of(Opening opening) {
        return new CallRecord(opening, null, null, null, 0);
    }

    /// The call's id.
    public CallId id() {
        return opening.id();
    }

    /// The same with another opening.
    public CallRecord with(Opening other) {
        return new CallRecord(other, ending, settlement, undelivered, sequence);
    }

    /// Whether it runs now, and nothing is known of its end.
    public boolean isRunning() {
        return ending == null;
    }

    /// Whether more is to come: it runs, or will be delivered.
    public boolean goesOn() {
        return ending == null || ending.outcome().equals(ACCEPTED);
    }

    /// The outcome's word, or `running`.
    public String word() {
        return ending == null ? RUNNING : ending.outcome();
    }
}
