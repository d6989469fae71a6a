package dev.hera.broker.journal.find;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.keep.KeptCall;

import org.jspecify.annotations.Nullable;

import java.util.NavigableMap;

/// The calls between two ids, those on disk with their parts; one thread.
///
/// @param from of the first one that belongs to it
/// @param to of the first one that does not
/// @param calls null for one that runs, or whose parts must be looked up
record Stretch(CallId from, CallId to, NavigableMap<CallId, @Nullable KeptCall> calls) {
    /// In the order that is asked for.
    NavigableMap<CallId, @Nullable KeptCall> in(Order order) {
        return order == Order.NEWEST_FIRST ? calls.descendingMap() : calls;
    }
}
