package dev.hera.worker.vitals;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// What the JVM knows of itself, each a figure that is read anew.
///
/// @param nanos a clock that only goes forward
/// @param cpuNanos CPU time of this process since its start; -1 when unknown
/// @param hostCpu share of the host's cores in use, by the JVM's reckoning; NaN or -1 when unknown
/// @param gcMillis time spent collecting garbage since the start
/// @param uptimeMillis time since the start
/// @param heapAfterGc bytes in the heap that the last collection of each part left
/// @param heapMax most bytes of the heap
/// @param heap bytes that the JVM holds for the heap
/// @param besideHeap bytes that the JVM holds for classes, code and the like
/// @param processors cores the JVM sees
record Gauges(
        LongSupplier nanos,
        LongSupplier cpuNanos,
        DoubleSupplier hostCpu,
        LongSupplier gcMillis,
        LongSupplier uptimeMillis,
        LongSupplier heapAfterGc,
        LongSupplier heapMax,
        LongSupplier heap,
        LongSupplier besideHeap,
        int processors) {
    /// The gauges of this JVM.
    static Gauges ofThisJvm() {
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Gauges(
                System::nanoTime,
                system == null ? () -> -1 : system::getProcessCpuTime,
                system == null ? () -> -1 : system::getCpuLoad,
                () -> collectors.stream().mapToLong(c -> Math.max(0, c.getCollectionTime())).sum(),
                runtime::getUptime,
                () -> heapPools().stream().mapToLong(Gauges::afterGc).sum(),
                Runtime.getRuntime()::maxMemory,
                () -> memory.getHeapMemoryUsage().getCommitted(),
                () -> memory.getNonHeapMemoryUsage().getCommitted(),
                Runtime.getRuntime().availableProcessors());
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static long afterGc(MemoryPoolMXBean pool) {
        MemoryUsage left = pool.getCollectionUsage();
        return left == null ? 0 : left.getUsed();
    }
}
