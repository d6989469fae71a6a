package dev.hera.broker.route.sim;

import dev.hera.broker.call.Call;
import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Credential;
import dev.hera.broker.call.Deadline;
import dev.hera.broker.call.Origin;
import dev.hera.broker.route.Lease;
import dev.hera.broker.route.Line;
import dev.hera.broker.route.Route;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.RouterSettings;
import dev.hera.broker.route.watch.Fault;
import dev.hera.broker.route.watch.RetryBudget;
import dev.hera.wire.Body;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.Vitals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The real routers, one for each broker, on the world's clock.
public final class HeraPolicy implements Policy {
    private static final String ENDPOINT = "POST /0/work";
    private static final Call CALL = call();

    private final Fleet fleet;
    private final Workers workers;
    private final List<Router> routers = new ArrayList<>();
    private final List<RetryBudget> budgets = new ArrayList<>();
    private final Map<Integer, Line> lines = new HashMap<>();
    private final Map<Job, Set<String>> tried = new HashMap<>();
    private final long[] reports;
    private long nanos;

    /// What workers do that have too much.
    private enum Workers {
        REFUSE,
        TAKE_ALL
    }

    private HeraPolicy(Fleet fleet, Workers workers) {
        this.fleet = fleet;
        this.workers = workers;
        this.reports = new long[fleet.workers()];
        RandomGenerator dice = new Random(fleet.dice().nextLong());
        RouterSettings settings =
                new RouterSettings(Duration.ofSeconds(5), Duration.ofMillis(250), 10, Map.of());
        for (int b = 0; b < fleet.brokers(); b++) {
            routers.add(new Router(() -> nanos, () -> dice, settings));
            budgets.add(new RetryBudget(() -> nanos));
        }
    }

    /// The whole rule.
    public static HeraPolicy whole(Fleet fleet) {
        return new HeraPolicy(fleet, Workers.REFUSE);
    }

    /// With workers that never refuse.
    public static HeraPolicy withoutRefusals(Fleet fleet) {
        return new HeraPolicy(fleet, Workers.TAKE_ALL);
    }

    private void clock(double now) {
        nanos = 1_000_000_000_000L + Math.round(now * 1e9);
    }

    @Override
    public int pick(Job job, double now) {
        clock(now);
        Router router = routers.get(job.broker);
        Route route = router.resolve(CALL).orElseThrow();
        Set<String> before = tried.getOrDefault(job, Set.of());
        if (before.isEmpty()) {
            budgets.get(job.broker).called();
        }
        Lease lease = (Lease) router.seat(CALL, route, before);
        job.lease = lease;
        return Integer.parseInt(lease.worker().substring(1));
    }

    @Override
    public boolean takesRefusals() {
        return workers == Workers.REFUSE;
    }

    @Override
    public boolean refused(Job job, double now) {
        clock(now);
        Lease lease = lease(job);
        RetryBudget budget = budgets.get(job.broker);
        if (lease.force() || budget.isLow() || !budget.take()) {
            return false;
        }
        tried.computeIfAbsent(job, _ -> new HashSet<>()).add(lease.worker());
        lease.busy(job.load);
        return true;
    }

    @Override
    public void done(Job job, double now) {
        clock(now);
        tried.remove(job);
        Duration took = Duration.ofNanos(Math.round((now - job.start) * 1e9));
        if (job.ok) {
            lease(job).answered(job.load, took);
        } else {
            lease(job).failed(fleet.isUp(job.worker) ? Fault.INTERNAL : Fault.LOST, job.load);
        }
    }

    private static Lease lease(Job job) {
        if (job.lease == null) {
            throw new IllegalStateException("a job without a lease");
        }
        return job.lease;
    }

    @Override
    public void report(Report report, double now) {
        clock(now);
        Vitals vitals =
                new Vitals(
                        ++reports[report.worker()],
                        Math.round(report.uptime() * 1000),
                        Vitals.State.READY,
                        report.cpu(),
                        report.cpu(),
                        0,
                        0,
                        Math.min(1, report.memory()),
                        report.inFlight(),
                        report.inFlight(),
                        0);
        routers.forEach(r -> r.vitals("w" + report.worker(), vitals));
    }

    @Override
    public void alarm(Report report, double now) {
        report(report, now);
    }

    @Override
    public void joined(int worker, double now) {
        clock(now);
        Line line = new SimLine("w" + worker);
        lines.put(worker, line);
        reports[worker] = 0;
        Frame.Hello hello =
                new Frame.Hello(
                        1,
                        "sim",
                        "w" + worker,
                        "1",
                        Frame.Role.LIVE,
                        "sim",
                        fleet.cores(worker),
                        fleet.cores(worker),
                        0,
                        "");
        for (Router router : routers) {
            router.joined(line, hello);
            router.announced(line.worker(), 1, List.of(Endpoint.of(ENDPOINT)));
        }
    }

    @Override
    public void draining(int worker, double now) {
        clock(now);
        routers.forEach(r -> r.draining("w" + worker));
    }

    @Override
    public void left(int worker, double now) {
        clock(now);
        Line line = lines.remove(worker);
        if (line != null) {
            routers.forEach(r -> r.left(line));
        }
    }

    /// A line that the world plays itself.
    private record SimLine(String worker) implements Line {
        @Override
        public Reply call(Frame.Invoke invoke, Deadline deadline) {
            throw new UnsupportedOperationException("the world carries the calls");
        }

        @Override
        public boolean isOpen() {
            return true;
        }
    }

    private static Call call() {
        CallId id = CallId.next(Instant.EPOCH, 1, new Random(1));
        return new Call(
                id,
                Origin.HTTP,
                "POST",
                "/0/work",
                "/0/work",
                "",
                Map.of(),
                Body.NONE,
                null,
                Credential.NONE,
                null,
                Instant.EPOCH,
                0,
                id,
                null,
                null,
                false);
    }
}
