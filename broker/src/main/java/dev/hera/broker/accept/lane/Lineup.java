package dev.hera.broker.accept.lane;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/// Who is next: the oldest whose pause is over, and of each key only the first. A call that was
/// given up has left the order of its key; sent again, it comes as a new one.
final class Lineup {
    private static final Comparator<Held> OLDEST =
            Comparator.comparingLong(held -> held.ticket().number());

    private final PriorityQueue<Held> ready = new PriorityQueue<>(OLDEST);
    private final PriorityQueue<Held> suspects = new PriorityQueue<>(OLDEST);
    private final PriorityQueue<Held> resting =
            new PriorityQueue<>((a, b) -> Long.signum(a.readyAt() - b.readyAt()));

    /// Of each key the calls behind the first, which is in a queue above or with a worker.
    private final Map<String, ArrayDeque<Held>> behind = new HashMap<>();

    /// A new one comes, at the end of its key.
    void come(Held held) {
        String key = held.ticket().key();
        if (key == null) {
            queue(held);
            return;
        }
        ArrayDeque<Held> others = behind.get(key);
        if (others == null) {
            behind.put(key, new ArrayDeque<>(1));
            queue(held);
        } else {
            others.add(held);
        }
    }

    /// It had its turn and goes: the next of its key moves up.
    void leave(Held held) {
        String key = held.ticket().key();
        ArrayDeque<Held> others = key == null ? null : behind.get(key);
        if (key == null || others == null) {
            return;
        }
        Held next = others.poll();
        if (next == null) {
            behind.remove(key);
        } else {
            queue(next);
        }
    }

    /// It had its turn and comes again, at its old place.
    void back(Held held) {
        queue(held);
    }

    /// It had its turn and comes again after a pause.
    void rest(Held held, long until) {
        held.readyAt(until);
        resting.add(held);
    }

    private void queue(Held held) {
        (held.isSuspect() ? suspects : ready).add(held);
    }

    /// Pauses that are over by now.
    void wake(long now) {
        for (Held held = resting.peek();
                held != null && held.readyAt() - now <= 0;
                held = resting.peek()) {
            resting.remove();
            queue(held);
        }
    }

    /// How long the shortest pause still lasts; -1 when nothing rests.
    long nextWake(long now) {
        Held held = resting.peek();
        return held == null ? -1 : Math.max(0, held.readyAt() - now);
    }

    boolean hasSuspect() {
        return !suspects.isEmpty();
    }

    boolean isIdle() {
        return ready.isEmpty() && suspects.isEmpty();
    }

    /// The next one: a suspect before all others.
    @Nullable Held take() {
        Held suspect = suspects.poll();
        return suspect != null ? suspect : ready.poll();
    }
}
