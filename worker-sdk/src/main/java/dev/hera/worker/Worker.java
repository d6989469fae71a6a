package dev.hera.worker;

import dev.hera.wire.BrokerPaths;
import dev.hera.wire.Vitals;
import dev.hera.worker.api.record.SettleAs;
import dev.hera.worker.api.record.Settler;
import dev.hera.worker.calls.Duties;
import dev.hera.worker.calls.Pulse;
import dev.hera.worker.calls.Workload;
import dev.hera.worker.discovery.BrokerCache;
import dev.hera.worker.discovery.BrokerWatch;
import dev.hera.worker.link.LinkKeeper;
import dev.hera.worker.link.LinkState;
import dev.hera.worker.link.Records;
import dev.hera.worker.socket.Dialler;
import dev.hera.worker.talk.Identity;
import dev.hera.worker.talk.LinkTimings;
import dev.hera.worker.talk.LinkTools;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A running worker: linked to every broker that ZooKeeper knows, for as long as it lives.
///
/// Its threads are all daemons: a `main` that has nothing else to do ends with `awaitClose()`. Any
/// thread may call any method.
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final WorkerSettings settings;
    private final Served served;
    private final Dialler dialler = new Dialler(LinkTimings.USUAL.connect());
    private final Pulse pulse;
    private final LinkKeeper links;
    private final Records records;
    private final BrokerWatch watch;
    private final Thread hook = Thread.ofPlatform().name("hera-hook").unstarted(this::end);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    Worker(WorkerSettings settings, Duties duties, Served served) {
        this.settings = settings;
        this.served = served;
        Workload workload = new Workload(settings.slots(), System::nanoTime);
        this.pulse = new Pulse(duties.sense(), workload, System::nanoTime);
        LinkTimings timings = LinkTimings.USUAL;
        this.links =
                new LinkKeeper(
                        new LinkTools(
                                identity(),
                                dialler,
                                duties,
                                workload,
                                pulse,
                                timings,
                                new SecureRandom()));
        this.records = new Records(links);
        served.settleWith(records);
        served.callBy(links::ask);
        this.watch = new BrokerWatch(where(), settings.brokerHosts(), cache(), links::known);
    }

    /// Begins a worker of this service; the name is what its secret was made for.
    public static WorkerBuilder named(String service) {
        return new WorkerBuilder(service);
    }

    private Identity identity() {
        return new Identity(
                settings.service(),
                settings.instance(),
                settings.version(),
                settings.role(),
                Runtime.getRuntime().availableProcessors(),
                settings.slots(),
                pulse.report().memoryLimit(),
                settings.secret());
    }

    private BrokerWatch.Where where() {
        return new BrokerWatch.Where(
                settings.zookeeper(),
                settings.zookeeperRoot(),
                settings.zookeeperLogin(),
                Duration.ofSeconds(3));
    }

    private BrokerCache cache() {
        String file = "brokers-" + settings.service() + ".jsonl";
        Path folder = settings.home().resolve("cache");
        return new BrokerCache(folder.resolve(file));
    }

    /// Starts, and waits for the first link as long as the settings say. Returns then, linked or
    /// not: what is missing is in the log, and the worker goes on trying.
    Worker start() {
        LOG.info("worker {} starts", settings);
        Runtime.getRuntime().addShutdownHook(hook);
        pulse.start(links::report);
        watch.start();
        try {
            if (!links.awaitOpen(settings.startWait())) {
                LOG.warn("no link after {} s: {}", settings.startWait().toSeconds(), missing());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    /// What a worker without a link waits for, in words.
    private String missing() {
        Map<String, LinkState> states = links.states();
        if (!states.isEmpty()) {
            return "brokers " + states;
        }
        String brokers = new BrokerPaths(settings.zookeeperRoot()).brokers();
        return watch.isConnected()
                ? "zookeeper " + settings.zookeeper() + " has no usable broker in " + brokers
                : "zookeeper " + settings.zookeeper() + " does not answer";
    }

    /// Where the link to each known broker stands, by the broker's id.
    public Map<String, LinkState> links() {
        return links.states();
    }

    /// What this process last measured of itself, as brokers are told it.
    public Vitals vitals() {
        return pulse.report();
    }

    /// Changes the endpoints of this running worker: all of the change or, when something in it is
    /// wrong, nothing. Returns when every linked broker was told; calls that run go on.
    ///
    /// @throws IllegalArgumentException for an endpoint that is wrong, taken, or not there to
    // remove
    public void change(Consumer<EndpointChange> change) throws InterruptedException {
        served.change(change);
        links.announce();
    }

    /// Closes the record of a call, see [Settler#settle]: also of one that another worker ran, as
    /// long as this worker's service may serve its endpoint.
    ///
    /// @throws dev.hera.worker.api.record.NotSettled when it is not closed, or nobody knows
    public void settle(UUID call, SettleAs how, String note) throws InterruptedException {
        records.settle(call, how, note);
    }

    /// Tells every broker that this worker goes, and waits until the running calls have answered.
    /// The links stay open until [#close]; no new call comes any more.
    ///
    /// @return false when some calls still ran after this time
    public boolean drain(Duration within) throws InterruptedException {
        LOG.info("worker {} drains, at most {} s", settings.instance(), within.toSeconds());
        boolean idle = links.drain("the worker goes", within);
        LOG.info("worker {} {}", settings.instance(), idle ? "is idle" : "still has calls running");
        return idle;
    }

    /// Closes every link at once; calls that still run go on, but their answers go nowhere.
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        watch.close();
        links.close();
        pulse.close();
        dialler.close();
        forgetHook();
        closed.countDown();
        LOG.info("worker {} is closed", settings.instance());
    }

    private void forgetHook() {
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("closing because the process ends");
        }
    }

    /// Waits until the worker is closed. For a `main` whose process is this worker's: TERM and INT
    /// drain it first, close it, and end the process with 0.
    public void awaitClose() {
        Termination.on(this::end);
        LOG.info("worker {} waits for its end: TERM drains it", settings.instance());
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        try {
            if (closing.get()) {
                closed.await();
                return;
            }
            boolean unused = drain(settings.drainWait());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }
}
