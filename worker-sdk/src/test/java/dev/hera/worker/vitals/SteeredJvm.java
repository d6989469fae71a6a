package dev.hera.worker.vitals;

/// A JVM whose figures are what the test says; four cores, a heap of 256 MiB.
final class SteeredJvm {
    static final int PROCESSORS = 4;
    static final long HEAP_MAX = 256L << 20;
    static final long HEAP = 128L << 20;
    static final long BESIDE = 40L << 20;

    long nanos;
    long cpuNanos;
    long gcMillis;
    long heapAfterGc;
    double hostCpu;

    /// Time goes by, in which the process uses this much CPU.
    void pass(long millis, long cpuMillis) {
        nanos += millis * 1_000_000;
        cpuNanos += cpuMillis * 1_000_000;
    }

    Gauges gauges() {
        return new Gauges(
                () -> nanos,
                () -> cpuNanos,
                () -> hostCpu,
                () -> gcMillis,
                () -> nanos / 1_000_000,
                () -> heapAfterGc,
                () -> HEAP_MAX,
                () -> HEAP,
                () -> BESIDE,
                PROCESSORS);
    }
}
