package dev.hera.broker.journal.flight;

import dev.hera.broker.call.CallId;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The calls that ended lately, in the order in which they ended; any thread, without a lock.
///
/// A ring: who asks too seldom misses some, and is told how many.
public final class Recent {
    private static final int PLACES = 1 << 14;

    private final AtomicReferenceArray<Ended> ring = new AtomicReferenceArray<>(PLACES);
    private final AtomicLong next = new AtomicLong(1);

    private record Ended(long number, CallId id) {}

    /// Calls from one number on.
    ///
    /// @param next the number to ask for the next time
    /// @param missed how many were gone already
    public record Some(List<CallId> calls, long next, long missed) {
        public Some {
            calls = List.copyOf(calls);
        }
    }

    /// A call has ended.
    public void ended(CallId id) {
        long number = next.getAndIncrement();
        ring.set((int) (number % PLACES), new Ended(number, id));
    }

    /// The number of the next call that ends.
    public long now() {
        return next.get();
    }

    /// Those that ended since, at most so many.
    public Some since(long number, int most) {
        long end = next.get();
        long first = Math.clamp(number, Math.max(1, end - PLACES), end);
        List<CallId> calls = new ArrayList<>();
        long at = first;
        long missed = first - number;
        for (; at < end && calls.size() < most; at++) {
            Ended ended = ring.get((int) (at % PLACES));
            if (ended == null || ended.number() < at) {
                // its thread has the number and has not written yet
                break;
            }
            if (ended.number() == at) {
                calls.add(ended.id());
            } else {
                missed++;
            }
        }
        return new Some(calls, at, Math.max(0, missed));
    }
}
