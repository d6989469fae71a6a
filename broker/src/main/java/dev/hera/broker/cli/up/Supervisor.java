package dev.hera.broker.cli.up;

import dev.hera.broker.cli.keys.KeyRing;
import dev.hera.broker.cli.proxy.HaproxySync;
import dev.hera.broker.cli.terminal.Failure;
import dev.hera.broker.cli.up.PartKeeper.Mending;
import dev.hera.broker.cluster.Acls;
import dev.hera.broker.cluster.Cluster;
import dev.hera.wire.BrokerPaths;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Starts the parts in order and stops them backwards. One thread starts, another one may stop.
final class Supervisor {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration SLOTS = Duration.ofSeconds(5);
    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final long LOG_BYTES = 16L << 20;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final String WORKERS = "worker-";
    private static final String EMPTY_STATE = "1\n";

    private final Home home;
    private final Wanted wanted;
    private final Parts parts;
    private final News news;
    private final LogTrimmer logs;
    private final List<PartKeeper> keepers = new CopyOnWriteArrayList<>();
    private volatile Optional<Cluster> cluster = Optional.empty();
    private volatile Optional<HaproxySync> sync = Optional.empty();
    private volatile Optional<Process> leash = Optional.empty();
    private volatile boolean stopping;

    Supervisor(Parts parts, News news) {
        this.parts = parts;
        this.home = parts.home();
        this.wanted = parts.wanted();
        this.news = news;
        this.logs = new LogTrimmer(home.logs(), LOG_BYTES);
    }

    /// Starts everything and returns when all parts are ready.
    ///
    /// @throws Failure when a part does not come up; what runs then runs on until the stop
    void start() throws InterruptedException, IOException {
        logs.start();
        leash();
        ready(List.of(keep(parts.zookeeper())));
        Cluster connected =
                Cluster.connect(
                        parts.zookeeperAddress(), new BrokerPaths("/hera"), SESSION, Acls.open());
        cluster = Optional.of(connected);
        connected.awaitConnected(START);
        new FirstKeys(home, new KeyRing(connected, Clock.systemUTC())).make();
        parts.brokers().forEach(this::keep);
        parts.workers().forEach(this::keep);
        if (wanted.haproxy()) {
            Files.writeString(home.haproxyState(), EMPTY_STATE);
            keep(parts.haproxy());
            follow(connected);
        }
        ready(keepers);
        everywhere();
        sync.ifPresent(this::awaitSlots);
    }

    /// A worker is ready with the brokers that were there then; the others have come since.
    private void everywhere() {
        long deadline = System.nanoTime() + START.toNanos();
        for (PartKeeper worker : named(WORKERS)) {
            while (!worker.part().ready().getAsBoolean()) {
                if (stopping || System.nanoTime() > deadline) {
                    throw notReady(worker.part(), " at every broker");
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    private Failure notReady(Part part, String where) {
        return new Failure(
                "%s did not become ready%s; its log is %s"
                        .formatted(part.name(), where, home.log(part.name())));
    }

    /// A call that is pasted at once should meet every broker.
    private void awaitSlots(HaproxySync slots) {
        long deadline = System.nanoTime() + SLOTS.toNanos();
        while (slots.serving() < wanted.brokers() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void leash() throws IOException {
        // Its standard input stays open as long as this process lives; see the script.
        leash =
                Optional.of(
                        new ProcessBuilder(parts.leash())
                                .redirectErrorStream(true)
                                .redirectOutput(
                                        ProcessBuilder.Redirect.appendTo(
                                                home.log("leash").toFile()))
                                .start());
    }

    private PartKeeper keep(Part part) {
        PartKeeper keeper =
                new PartKeeper(
                        part, home, news, wanted.restarts() ? Mending.RESTART : Mending.LEAVE);
        keepers.add(keeper);
        if (!stopping) {
            keeper.start();
        }
        return keeper;
    }

    private void ready(List<PartKeeper> waited) throws InterruptedException {
        for (PartKeeper keeper : waited) {
            if (!keeper.awaitReady(START)) {
                throw notReady(keeper.part(), "");
            }
        }
    }

    private void follow(Cluster connected) throws IOException {
        News log =
                new News(
                        new PrintStream(
                                new FileOutputStream(home.log("haproxy-sync").toFile(), true),
                                true,
                                StandardCharsets.UTF_8));
        HaproxySync slots =
                new HaproxySync(home.haproxySocket(), "hera", home.haproxyState(), log::line);
        slots.start();
        sync = Optional.of(slots);
        var _ = connected.watch(connected.paths().brokers(), slots::brokers);
    }

    /// Stops everything: no new calls, then workers, then brokers one by one, ZooKeeper last.
    void stop() {
        stopping = true;
        news.line("stopping");
        sync.ifPresent(HaproxySync::drain);
        parts.probes().close();
        stop("haproxy");
        List<Thread> workers =
                named(WORKERS).stream()
                        .map(keeper -> Thread.ofVirtual().start(keeper::stop))
                        .toList();
        workers.forEach(Supervisor::join);
        stop("broker-");
        cluster.ifPresent(Cluster::close);
        stop("zookeeper");
        logs.close();
        leash.ifPresent(Supervisor::release);
        news.line("stopped");
    }

    /// Nothing is left to end; it ends by itself, and is waited for so that no trace stays.
    private static void release(Process leash) {
        try {
            leash.getOutputStream().close();
            var _ = leash.waitFor(2, TimeUnit.SECONDS);
        } catch (IOException _) {
            leash.destroyForcibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(String prefix) {
        named(prefix).forEach(PartKeeper::stop);
    }

    private List<PartKeeper> named(String prefix) {
        return keepers.stream().filter(k -> k.part().name().startsWith(prefix)).toList();
    }
}
