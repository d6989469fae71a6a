package dev.hera.broker.journal.find;

import dev.hera.broker.call.CallId;

import org.jspecify.annotations.Nullable;

/// Where a search stopped, and why.
///
/// @param behind the last call that was looked at, from where the next search goes on; null when
///     none was
/// @param examined how many were looked at
public record Stop(Why why, @Nullable CallId behind, long examined) {
    /// Why it stopped.
    public enum Why {
        /// There are no more calls.
        ALL,
        /// As many as wanted were found; there may be more.
        FOUND,
        /// As many as allowed were looked at, or the time was over: go on from there.
        LIMIT,
        /// Nobody waits for it any more.
        GONE,
        /// Too many search already: try again.
        BUSY
    }

    /// Whether there can be more behind it.
    public boolean goesOn() {
        return why != Why.ALL;
    }
}
