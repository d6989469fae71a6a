package dev.hera.worker.vitals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Vitals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class VitalSignsTest {
    private static final long MIB = 1 << 20;

    @TempDir private Path root;
    private final SteeredJvm jvm = new SteeredJvm();

    @Test
    void cpuIsAgainstTheQuotaOfVersion2() throws IOException {
        put("proc/self/cgroup", "0::/work/hera\n");
        put("sys/fs/cgroup/work/cpu.max", "150000 100000\n");
        put("sys/fs/cgroup/work/hera/cpu.max", "max 100000\n");
        assertEquals(0.5, cpuAfterBusy(750), 1e-9);
    }

    @Test
    void cpuIsAgainstTheQuotaOfVersion1() throws IOException {
        put("proc/self/cgroup", "4:memory:/m\n2:cpu,cpuacct:/hera\n0::/\n");
        put("sys/fs/cgroup/cpu,cpuacct/hera/cpu.cfs_quota_us", "50000\n");
        put("sys/fs/cgroup/cpu,cpuacct/hera/cpu.cfs_period_us", "100000\n");
        assertEquals(0.5, cpuAfterBusy(250), 1e-9);
    }

    @Test
    void withoutAQuotaCpuIsAgainstTheProcessors() throws IOException {
        put("proc/self/cgroup", "2:cpu:/\n");
        put("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
        put("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        assertEquals(0.25, cpuAfterBusy(1000), 1e-9);
    }

    @Test
    void aQuotaAboveTheProcessorsGivesNoMoreThanThose() throws IOException {
        put("proc/self/cgroup", "0::/\n");
        put("sys/fs/cgroup/cpu.max", "6400000 100000\n");
        assertEquals(SteeredJvm.PROCESSORS, signs().cores());
    }

    @Test
    void hostCpuIsTheBusyShareOfTheHostsTicks() throws IOException {
        put("proc/stat", "cpu  100 0 100 700 100 0 0 0 50 0\ncpu0 1 1 1 1\n");
        VitalSigns signs = signs();
        put("proc/stat", "cpu  110 0 120 760 110 0 0 0 99 0\n");
        jvm.pass(1000, 0);
        assertEquals(0.3, read(signs).cpuHost(), 1e-9);
    }

    @Test
    void withoutProcTheJvmStandsIn() {
        jvm.hostCpu = 0.4;
        Vitals vitals = read(signs());
        assertEquals(0.4, vitals.cpuHost(), 1e-9);
        assertEquals(SteeredJvm.HEAP + SteeredJvm.BESIDE, vitals.rss());
        assertEquals(SteeredJvm.HEAP_MAX, vitals.memoryLimit());
    }

    @Test
    void standingStillForWantOfMemoryIsMemoryInUse() throws IOException {
        String pressure = "some avg10=%s avg60=0.10 avg300=0.02 total=5\nfull avg10=9.00 total=1\n";
        put("proc/self/cgroup", "0::/work/hera\n");
        put("sys/fs/cgroup/memory.pressure", pressure.formatted("90.00"));
        put("sys/fs/cgroup/work/hera/memory.pressure", pressure.formatted("20.00"));
        assertEquals(0.8, read(signs()).memoryUse(), 1e-9);
        put("sys/fs/cgroup/work/hera/memory.pressure", pressure.formatted("0.00"));
        assertTrue(read(signs()).memoryUse() < 0.8);
        put("sys/fs/cgroup/work/hera/memory.pressure", "some avg10=lots avg60=1.00\n");
        assertTrue(read(signs()).memoryUse() <= 1);
    }

    @Test
    void rssAndLimitAreTheProcessesOwn() throws IOException {
        put("proc/self/status", "Name:\tjava\nVmRSS:\t  204800 kB\nThreads:\t3\n");
        put("proc/self/cgroup", "4:memory:/hera\n");
        put("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        put("sys/fs/cgroup/memory/hera/memory.limit_in_bytes", Long.toString(512 * MIB));
        Vitals vitals = read(signs());
        assertEquals(200 * MIB, vitals.rss());
        assertEquals(512 * MIB, vitals.memoryLimit());
    }

    @Test
    void aFullHeapOfGarbageIsNoUse() throws IOException {
        limit(512 * MIB, 256 * MIB + SteeredJvm.BESIDE);
        jvm.heapAfterGc = 64 * MIB;
        assertEquals(0.25, read(signs()).memoryUse(), 1e-9);
    }

    @Test
    void whatGrowsBesideTheHeapIsUse() throws IOException {
        long baseline = SteeredJvm.HEAP_MAX + SteeredJvm.BESIDE;
        limit(baseline + 100 * MIB, baseline + 75 * MIB);
        assertEquals(0.75, read(signs()).memoryUse(), 1e-9);
    }

    @Test
    void aHeapAsLargeAsTheLimitStillWarns() throws IOException {
        limit(SteeredJvm.HEAP_MAX, SteeredJvm.HEAP_MAX * 95 / 100);
        assertEquals(0.75, read(signs()).memoryUse(), 1e-4);
    }

    @Test
    void anIntervalsCollectionsAreCounted() {
        VitalSigns signs = signs();
        jvm.gcMillis = 30;
        jvm.pass(1000, 0);
        assertEquals(30, read(signs).gcMs());
        jvm.pass(1000, 0);
        assertEquals(0, read(signs).gcMs());
    }

    @Test
    void whoAsksSoonGetsTheSameFiguresUnderANewNumber() {
        VitalSigns signs = signs();
        jvm.pass(1000, 4000);
        Vitals first = read(signs);
        jvm.pass(199, 0);
        Vitals second = read(signs);
        assertEquals(1, first.cpu());
        assertEquals(1, second.cpu());
        assertEquals(first.seq() + 1, second.seq());
        jvm.pass(1, 0);
        assertEquals(0, read(signs).cpu());
    }

    @Test
    void nothingLeavesItsRange() throws IOException {
        put("proc/self/cgroup", "nonsense\n0::/../..\n4:memory\n");
        put("proc/self/status", "VmRSS:\tmany kB\n");
        put("proc/stat", "cpu a b c d e f g h\n");
        put("sys/fs/cgroup/cpu.max", "0 0\n");
        jvm.hostCpu = Double.NaN;
        VitalSigns signs = signs();
        jvm.cpuNanos = -1;
        jvm.gcMillis = -5;
        jvm.heapAfterGc = Long.MAX_VALUE;
        jvm.pass(1000, 0);
        Vitals vitals = signs.read(Vitals.State.READY, -3, Double.NaN);
        assertEquals(0, vitals.cpu());
        assertEquals(0, vitals.cpuHost());
        assertEquals(1, vitals.memoryUse());
        assertEquals(0, vitals.inFlight());
        assertEquals(0, vitals.inFlightMean());
    }

    @Test
    void thisProcessHasVitals() {
        VitalSigns signs = VitalSigns.ofThisProcess();
        Vitals vitals = signs.read(Vitals.State.DRAINING, 2, 1.5);
        assertTrue(vitals.rss() > MIB, vitals.toString());
        assertTrue(vitals.memoryLimit() > MIB, vitals.toString());
        assertTrue(signs.cores() > 0 && signs.cores() <= 4096, signs.cores() + " cores");
        assertEquals(Vitals.State.DRAINING, vitals.state());
        assertEquals(2, vitals.inFlight());
        assertEquals(1.5, vitals.inFlightMean());
    }

    private double cpuAfterBusy(long millis) {
        VitalSigns signs = signs();
        jvm.pass(1000, millis);
        return read(signs).cpu();
    }

    private void limit(long limit, long rss) throws IOException {
        put("proc/self/status", "VmRSS:\t" + rss / 1024 + " kB\n");
        put("proc/self/cgroup", "0::/\n");
        put("sys/fs/cgroup/memory.max", limit + "\n");
    }

    private VitalSigns signs() {
        return new VitalSigns(jvm.gauges(), root);
    }

    private static Vitals read(VitalSigns signs) {
        return signs.read(Vitals.State.READY, 0, 0);
    }

    private void put(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
