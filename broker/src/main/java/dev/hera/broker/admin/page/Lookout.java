package dev.hera.broker.admin.page;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What others said last to a question that is asked again and again; any thread, under its own
/// lock.
///
/// Whoever looks gets what is known, and has it asked anew behind his back when it is old: a broker
/// that hangs holds nobody up. Only the first who asks waits, for a second at most.
final class Lookout<Q, A> {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration FORGOTTEN = Duration.ofSeconds(20);
    private static final Duration FIRST = Duration.ofSeconds(1);

    /// Different questions that are kept.
    private static final int MOST = 16;

    private final LongSupplier nanos;
    private final A nothing;
    private final Map<Q, Heard<A>> heard = new HashMap<>();
    private final Map<Q, FutureTask<A>> asking = new HashMap<>();

    private record Heard<A>(A said, long at) {}

    /// @param nanos the monotonic clock
    /// @param nothing what is known before anybody said anything
    Lookout(LongSupplier nanos, A nothing) {
        this.nanos = nanos;
        this.nothing = nothing;
    }

    /// What is known; about a second old, unless somebody does not answer.
    ///
    /// @param ask asks and waits; on a thread of its own
    A said(Q question, Supplier<A> ask) {
        FutureTask<A> coming;
        synchronized (this) {
            long now = nanos.getAsLong();
            heard.values().removeIf(one -> now - one.at() > FORGOTTEN.toNanos());
            Heard<A> known = heard.get(question);
            coming = asking.get(question);
            boolean old = known == null || now - known.at() >= FRESH.toNanos();
            if (coming == null && old && asking.size() < MOST) {
                coming = begin(question, ask);
            }
            if (known != null || coming == null) {
                return known == null ? nothing : known.said();
            }
        }
        return first(coming);
    }

    private FutureTask<A> begin(Q question, Supplier<A> ask) {
        FutureTask<A> task = new FutureTask<>(() -> hear(question, ask));
        asking.put(question, task);
        Thread.ofVirtual().name("hera-lookout").start(task);
        return task;
    }

    private A hear(Q question, Supplier<A> ask) {
        try {
            A said = ask.get();
            synchronized (this) {
                if (heard.size() < MOST || heard.containsKey(question)) {
                    heard.put(question, new Heard<>(said, nanos.getAsLong()));
                }
            }
            return said;
        } finally {
            synchronized (this) {
                asking.remove(question);
            }
        }
    }

    private A first(FutureTask<A> coming) {
        try {
            return coming.get(FIRST.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            return nothing;
        }
        return nothing;
    }
}
