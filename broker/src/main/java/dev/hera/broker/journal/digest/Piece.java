package dev.hera.broker.journal.digest;

import dev.hera.broker.call.CallId;

import java.util.Set;

/// Rows that were looked at: which calls among them must be looked up.
///
/// @param first the oldest that was looked at
/// @param last the newest
/// @param rows how many were
/// @param wanted those whose records must be read
public record Piece(CallId first, CallId last, int rows, Set<CallId> wanted) {
    /// Whether it is cheaper to read all records than to look up one after the other.
    public boolean isDense() {
        return wanted.size() * 4 > rows;
    }
}
