package dev.hera.broker.journal.find;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.keep.KeptCall;

import org.jspecify.annotations.Nullable;

import java.util.NavigableMap;

/// The calls between two ids that may be wanted, those that were read with their parts; one thread.
///
/// @param from of the first one that belongs to it
/// @param to of the first one that does not
/// @param calls null for one that must be looked up
/// @param rows how many were looked at before; 0 when each of the calls must be
/// @param end the last one that was looked at; null when that is the last of the calls
record Stretch(
        CallId from,
        CallId to,
        NavigableMap<CallId, @Nullable KeptCall> calls,
        int rows,
        @Nullable CallId end) {
    /// In the order that is asked for.
    NavigableMap<CallId, @Nullable KeptCall> in(Order order) {
        return order == Order.NEWEST_FIRST ? calls.descendingMap() : calls;
    }
}
