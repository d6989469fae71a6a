package dev.hera.trials.routing;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;

/// The work of one call: a megabyte of garbage, a little CPU, a wait; and what can
/// be wrong with the process that does it. Handlers on any thread; troubles come one at a time.
final class Toil {
    private static final int PIECES = 16;
    private static final int PIECE = 64 << 10;
    private static final long WAIT_MS = 8;
    private static final long SLOW_MS = 200;
    private static final long SPIN_NANOS = 50_000_000;
    private static final long PAUSE_NANOS = 5_000_000;
    private static final double FULL = 0.975;
    private static final int NODE_BYTES = 24;

    private final AtomicReference<String> trouble = new AtomicReference<>("none");
    private volatile Hoarded hoard = new Hoarded(null, 0);

    /// One small object of many: what a cache without a bound is made of.
    private record Hoarded(@Nullable Hoarded next, long number) {}

    /// Does the work once; throws when this process has been told to fail.
    String once() {
        String now = trouble.get();
        if (now.equals("failing")) {
            throw new IllegalStateException("told to fail");
        }
        CRC32 sum = new CRC32();
        for (int i = 0; i < PIECES; i++) {
            byte[] piece = new byte[PIECE];
            piece[i] = (byte) i;
            sum.update(piece);
        }
        LockSupport.parkNanos(1_000_000 * (now.equals("latency") ? SLOW_MS : WAIT_MS));
        return "{\"sum\":%d}".formatted(sum.getValue());
    }

    /// Begins a trouble, or ends it with `none`; says so when it is so.
    String suffer(String name) {
        trouble.set(name);
        switch (name) {
            case "cpu" -> spin();
            case "memory" -> hoard();
            default -> {
                hoard = new Hoarded(null, 0);
                System.gc();
            }
        }
        return "%s, %d objects hoarded".formatted(name, hoard.number());
    }

    /// A neighbour on the one carrier thread that this process has for its handlers: it is as when
    /// a control group has used up its quota of CPU and stands still until the next period.
    private void spin() {
        Thread.ofVirtual().start(this::burn);
    }

    private void burn() {
        while (trouble.get().equals("cpu")) {
            long end = System.nanoTime() + SPIN_NANOS;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /// Grows until the old generation is full and the young one nearly: each collection then is a
    /// full one, and there is one every other call.
    private void hoard() {
        System.gc();
        Runtime jvm = Runtime.getRuntime();
        long used = jvm.totalMemory() - jvm.freeMemory();
        long count = (long) (FULL * jvm.maxMemory() - used) / NODE_BYTES;
        Hoarded last = new Hoarded(null, 0);
        for (long i = 0; i < count; i++) {
            last = new Hoarded(last, i);
        }
        hoard = last;
        System.gc();
    }
}
