package dev.hera.broker.route.watch;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The last few seats that said they have a free slot, newest first, each given out once.
///
/// Any thread pushes and pops, without waiting; under contention a hint is lost, which costs
/// nothing but the hint.
public final class IdleRing<T> {
    private static final int SIZE = 16;

    private final AtomicReferenceArray<@Nullable T> ring = new AtomicReferenceArray<>(SIZE);
    private final AtomicInteger next = new AtomicInteger();

    /// Puts a seat in, over the oldest one.
    public void push(T seat) {
        ring.setRelease(next.getAndIncrement() & (SIZE - 1), seat);
    }

    /// Takes the newest seat out; null when there is none.
    public @Nullable T pop() {
        int newest = next.getOpaque() - 1;
        for (int i = 0; i < SIZE; i++) {
            int slot = (newest - i) & (SIZE - 1);
            if (ring.getOpaque(slot) != null) {
                T seat = ring.getAndSet(slot, null);
                if (seat != null) {
                    return seat;
                }
            }
        }
        return null;
    }

    /// Forgets all hints, because the newest is already too old.
    public void clear() {
        for (int i = 0; i < SIZE; i++) {
            ring.setOpaque(i, null);
        }
    }
}
