package dev.hera.broker.journal.find;

import dev.hera.broker.journal.record.CallRecord;

import java.util.List;

/// Calls that were found, in the order that was asked for, and where the search stopped.
public record Page(List<CallRecord> calls, Stop stop) {
    public Page {
        calls = List.copyOf(calls);
    }
}
