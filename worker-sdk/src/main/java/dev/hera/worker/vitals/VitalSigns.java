package dev.hera.worker.vitals;

import dev.hera.wire.Vitals;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/// Reads the vitals of this process; any thread, one reading at a time.
///
/// Files and beans are read at most every [#FRESH]; who asks sooner gets the same figures under a
/// new number. CPU and garbage collection are over the time since the reading before.
public final class VitalSigns {
    /// How long a reading serves those who ask again: 200 ms.
    public static final Duration FRESH = Duration.ofMillis(200);

    private static final Logger LOG = LoggerFactory.getLogger(VitalSigns.class);

    /// A share of the limit that is never counted as the baseline of a full heap.
    private static final double ROOM = 0.2;

    /// A process that waits for memory so much of its time has none left to give.
    private static final double STALLED_FULL = 0.25;

    private final Gauges gauges;
    private final ProcFiles proc;
    private final ControlGroup group;
    private final long besideHeapAtStart;
    private final ReentrantLock lock = new ReentrantLock();
    private Counters before;
    private Reading last;
    private long seq;

    /// The counters as they stood when a reading was taken.
    private record Counters(long nanos, long cpuNanos, long gcMillis, ProcFiles.HostTime host) {}

    /// What is read from files and beans.
    private record Reading(
            double cpu, double cpuHost, long rss, long limit, double memoryUse, long gcMillis) {}

    VitalSigns(Gauges gauges, Path root) {
        this.gauges = gauges;
        this.proc = new ProcFiles(root);
        this.group = new ControlGroup(root);
        this.besideHeapAtStart = Math.max(0, gauges.besideHeap().getAsLong());
        this.before = now();
        this.last = reading(before);
    }

    /// The vital signs of this process.
    public static VitalSigns ofThisProcess() {
        VitalSigns signs = new VitalSigns(Gauges.ofThisJvm(), Path.of("/"));
        if (signs.proc.rss().isEmpty()) {
            LOG.info(
                    "no /proc here: rss is what the JVM committed, host CPU is the JVM's"
                            + " reckoning");
        }
        return signs;
    }

    /// How many cores this process may use: the control group's quota, at most those it sees.
    public double cores() {
        return Math.min(gauges.processors(), group.cores().orElse(gauges.processors()));
    }

    /// Reads.
    ///
    /// @param state whether new calls are welcome
    /// @param inFlight calls running now
    /// @param inFlightMean time average of calls running since the last report
    public Vitals read(Vitals.State state, int inFlight, double inFlightMean) {
        lock.lock();
        try {
            refresh();
            return new Vitals(
                    ++seq,
                    Math.max(0, gauges.uptimeMillis().getAsLong()),
                    state,
                    last.cpu(),
                    last.cpuHost(),
                    last.rss(),
                    last.limit(),
                    last.memoryUse(),
                    Math.max(0, inFlight),
                    Double.isNaN(inFlightMean) ? 0 : Math.clamp(inFlightMean, 0, 1e6),
                    last.gcMillis());
        } finally {
            lock.unlock();
        }
    }

    private void refresh() {
        if (gauges.nanos().getAsLong() - before.nanos() >= FRESH.toNanos()) {
            Counters now = now();
            last = reading(now);
            before = now;
        }
    }

    private Counters now() {
        return new Counters(
                gauges.nanos().getAsLong(),
                gauges.cpuNanos().getAsLong(),
                gauges.gcMillis().getAsLong(),
                proc.hostTime().orElse(new ProcFiles.HostTime(0, 0)));
    }

    private Reading reading(Counters now) {
        long rss = Math.max(0, proc.rss().orElseGet(this::committed));
        OptionalLong hard = group.memory();
        long heapMax = Math.max(1, gauges.heapMax().getAsLong());
        return new Reading(
                cpu(now),
                hostCpu(now),
                rss,
                hard.orElse(heapMax),
                memoryUse(rss, hard, heapMax),
                Math.max(0, now.gcMillis() - before.gcMillis()));
    }

    private long committed() {
        return gauges.heap().getAsLong() + gauges.besideHeap().getAsLong();
    }

    private double cpu(Counters now) {
        if (now.cpuNanos() < 0 || before.cpuNanos() < 0) {
            return 0;
        }
        double used = (double) now.cpuNanos() - before.cpuNanos();
        return share(used, (now.nanos() - before.nanos()) * cores());
    }

    private double hostCpu(Counters now) {
        if (now.host().total() == 0) {
            return share(gauges.hostCpu().getAsDouble(), 1);
        }
        double busy = (double) now.host().busy() - before.host().busy();
        return share(busy, (double) now.host().total() - before.host().total());
    }

    /// What stays in the heap after collection against its maximum, or what the process holds
    /// beyond a full heap against the room that the limit leaves there, or how long it stood still
    /// for want of memory, whichever is worst.
    private double memoryUse(long rss, OptionalLong hard, long heapMax) {
        double kept = share((double) gauges.heapAfterGc().getAsLong(), (double) heapMax);
        double heap = Math.max(kept, share(group.stalled(), STALLED_FULL));
        if (hard.isEmpty()) {
            return heap;
        }
        double limit = hard.getAsLong();
        double baseline = Math.min((double) heapMax + besideHeapAtStart, (1 - ROOM) * limit);
        return Math.max(heap, share((double) rss - baseline, limit - baseline));
    }

    private static double share(double part, double whole) {
        double share = part / whole;
        return Double.isFinite(share) ? Math.clamp(share, 0, 1) : 0;
    }
}
