package dev.hera.broker.route;

import dev.hera.broker.route.rank.Skip;
import dev.hera.broker.route.watch.RoundTrips;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;
import dev.hera.wire.Vitals;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/// One connected worker as this broker sees it, over all its endpoints.
///
/// Threads of calls and of its link write here without locks. Calls in flight are counted exactly;
/// everything else may lose a sample.
final class Worker {
    private static final int MAX_SLOTS = 1_024;
    private static final int MAX_OTHERS = (1 << 19) - 1;
    private static final int TICK_BITS = 10;
    private static final long TICK_MASK = (1L << 44) - 1;
    private static final int GOOD_REPORTS = 2;

    /// Padded: the counter sits in the middle, so that counters of two workers share no cache line.
    private final AtomicIntegerArray padded = new AtomicIntegerArray(48);

    private static final int OWN = 24;

    private final Line line;
    private final Frame.Hello hello;
    private final long joinedAt;
    private final AtomicLong heard = new AtomicLong(-1);
    private final AtomicLong lastAnswer;
    private final AtomicLong busySince;
    private final RoundTrips ping = new RoundTrips();
    private volatile @Nullable Report report;
    private volatile boolean leaving;
    private volatile boolean drained;
    private volatile boolean gone;
    private volatile boolean proven;
    private volatile boolean refused;
    private volatile int owedReports;

    Worker(Line line, Frame.Hello hello, long now) {
        this.line = line;
        this.hello = hello;
        this.joinedAt = now;
        this.lastAnswer = new AtomicLong(now);
        this.busySince = new AtomicLong(now);
    }

    /// A report with what follows from it and the ones before.
    ///
    /// @param at the broker's own clock, since a worker's clock may jump
    /// @param cpu smoothed
    /// @param slope growth of the memory share, per second, smoothed
    record Report(Vitals vitals, long at, double cpu, double slope) {
        Report next(Vitals v, long now) {
            double seconds = Math.max(0.5, (now - at) / 1e9);
            double growth = (v.memoryUse() - vitals.memoryUse()) / seconds;
            return new Report(v, now, cpu + 0.6 * (v.cpu() - cpu), 0.5 * slope + 0.5 * growth);
        }
    }

    String id() {
        return line.worker();
    }

    Line line() {
        return line;
    }

    Frame.Hello hello() {
        return hello;
    }

    double slots() {
        return Math.clamp(hello.slots(), 1, MAX_SLOTS);
    }

    // ---- what it is told -------------------------------------------------------------------

    /// Takes a report in, unless it is older than the last one.
    synchronized void reported(Vitals v, long now) {
        Report last = report;
        if (last != null && v.seq() <= last.vitals().seq()) {
            return;
        }
        report = last == null ? new Report(v, now, v.cpu(), 0) : last.next(v, now);
        drained = v.state() == Vitals.State.DRAINING;
        owedReports = Math.max(0, owedReports - 1);
    }

    void pinged(long nanos) {
        ping.add(nanos);
    }

    void leaving() {
        leaving = true;
    }

    void staying() {
        leaving = false;
        drained = false;
    }

    void suspected() {
        owedReports = GOOD_REPORTS;
    }

    void goes() {
        gone = true;
    }

    // ---- calls -----------------------------------------------------------------------------

    /// Counts a call in; false when it is on probation and already runs its one call.
    boolean take(long now) {
        if (proven) {
            takeAnyway(now);
            return true;
        }
        boolean first = padded.compareAndSet(OWN, 0, 1);
        if (first) {
            busySince.setOpaque(now);
        }
        return first;
    }

    /// Counts a call in, probation or not, because there is nobody else.
    void takeAnyway(long now) {
        if (padded.getAndIncrement(OWN) == 0) {
            busySince.setOpaque(now);
        }
    }

    void release() {
        padded.decrementAndGet(OWN);
    }

    /// Takes in the load that rode on an answer: what others have running there.
    int heard(Load load, long now) {
        int others = Math.clamp(load.inFlight() - (long) load.yours(), 0, MAX_OTHERS);
        heard.setOpaque((long) others << 44 | (now >> TICK_BITS & TICK_MASK));
        lastAnswer.setOpaque(now);
        if (load.draining()) {
            drained = true;
        }
        if (refused != load.busy()) {
            refused = load.busy();
        }
        return others;
    }

    void proven() {
        if (!proven) {
            proven = true;
        }
    }

    // ---- what is known ---------------------------------------------------------------------

    int own() {
        return padded.get(OWN);
    }

    int others() {
        return (int) Math.max(0, heard.getOpaque() >> 44);
    }

    /// Nanoseconds since [#others] was true; very long when it never was.
    long othersAge(long now) {
        long packed = heard.getOpaque();
        return packed == -1
                ? Long.MAX_VALUE
                : ((now >> TICK_BITS) - packed & TICK_MASK) << TICK_BITS;
    }

    /// How long it has answered none of this broker's calls, while it has some.
    long silence(long now) {
        return now - Math.max(lastAnswer.getOpaque(), busySince.getOpaque());
    }

    /// A worker that was up before it joined is not cold.
    long age(long now) {
        Report r = report;
        long joined = now - joinedAt;
        return r == null
                ? joined
                : Math.max(joined, r.vitals().uptimeMs() * 1_000_000 + now - r.at());
    }

    @Nullable Report report() {
        return report;
    }

    long ping() {
        return ping.shortest();
    }

    /// Whether its last word was that it is busy.
    boolean hasRefused() {
        return refused;
    }

    /// What keeps it from all its endpoints.
    Skip skip() {
        if (gone || !line.isOpen()) {
            return Skip.GONE;
        }
        if (leaving || drained) {
            return Skip.DRAINING;
        }
        if (owedReports > 0) {
            return Skip.SUSPECT;
        }
        return !proven && own() > 0 ? Skip.PROBATION : Skip.NONE;
    }
}
