package dev.hera.broker.route.sim;

import dev.hera.broker.route.sim.Scenario.Trouble;
import dev.hera.broker.route.sim.Server.Discipline;
import dev.hera.wire.Load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/// One run: discrete events, brokers that do not talk to each other, workers with cores.
///
/// Time is in seconds. The first three are not counted. Everything random comes from one seed.
public final class World implements Fleet {
    /// Seconds that a message takes one way.
    public static final double NET = 0.0003;

    private static final double COUNTED_FROM = 3;
    private static final int LEAKING = 4;
    private static final int MOST_REFUSALS = 2;

    private final Scenario scenario;
    private final Random dice;
    private final List<Server> servers = new ArrayList<>();
    private final Agenda agenda = new Agenda();
    private final Policy policy;
    private final Reports reports;
    private int[] alive = {};
    private int version;
    private int open;
    private final List<Double> latencies = new ArrayList<>();
    private long failed;
    private int crashes;
    private long refusals;

    private World(Scenario scenario, long seed, Function<? super World, ? extends Policy> policy) {
        this.scenario = scenario;
        this.dice = new Random(seed + 7);
        Discipline discipline =
                scenario.trouble() == Trouble.SHARING ? Discipline.SHARING : Discipline.IN_TURN;
        for (int w = 0; w < scenario.cores().length; w++) {
            int slots = scenario.trouble() == Trouble.WAITING ? 16 : scenario.cores()[w];
            servers.add(new Server(slots, scenario.speed()[w], discipline, scenario.brokers()));
        }
        if (scenario.trouble() == Trouble.BURST) {
            servers.add(new Server(2, 1, discipline, scenario.brokers()));
            servers.add(new Server(2, 1, discipline, scenario.brokers()));
        }
        this.policy = policy.apply(this);
        this.reports = new Reports(scenario, servers, this.policy, agenda, dice);
        for (int w = 0; w < scenario.cores().length; w++) {
            enter(w, -100);
        }
    }

    /// Runs a trace through a policy.
    public static Result run(
            Scenario scenario,
            Trace trace,
            long seed,
            Function<? super World, ? extends Policy> policy) {
        World world = new World(scenario, seed, policy);
        world.plan();
        return world.play(trace);
    }

    private Result play(Trace trace) {
        List<Job> jobs = trace.copies();
        open = jobs.size();
        for (Job job : jobs) {
            agenda.until(job.start);
            send(job, job.start);
        }
        while (open > 0) {
            agenda.step();
        }
        double[] times = latencies.stream().mapToDouble(Double::doubleValue).toArray();
        double first = servers.getFirst().sent / (double) jobs.size();
        return Result.of(times, failed, crashes, refusals / (double) jobs.size(), first);
    }

    private void plan() {
        for (int w = 0; w < servers.size(); w++) {
            int worker = w;
            double phase = dice.nextDouble() * Reports.EVERY;
            agenda.plan(phase, now -> reports.reported(worker, now, new Reports.Mark(0, 0, 0)));
        }
        agenda.plan(5, reports::loadAverages);
        Troubles.plan(scenario.trouble(), agenda, servers, this);
    }

    // ---- calls -----------------------------------------------------------------------------

    private void send(Job job, double now) {
        double delay = 0;
        job.worker = policy.pick(job, now);
        for (int i = 0; i < MOST_REFUSALS && policy.takesRefusals(); i++) {
            Server s = servers.get(job.worker);
            if (s.failing || s.inFlight() < 2 * s.cores || scenario.isLying(job.worker)) {
                break;
            }
            job.load = load(job, 0);
            if (!policy.refused(job, now)) {
                break;
            }
            refusals++;
            delay += NET;
            job.worker = policy.pick(job, now);
        }
        if (delay == 0) {
            arrive(job, now);
        } else {
            agenda.plan(now + delay, t -> arrive(job, t));
        }
    }

    private void arrive(Job job, double now) {
        Server s = servers.get(job.worker);
        job.inFlightAtArrival = s.inFlight();
        s.own[job.broker]++;
        s.sent++;
        if (s.gone) {
            agenda.plan(now + NET, t -> answer(job, t));
            return;
        }
        if (s.failing) {
            agenda.plan(now + 0.001, t -> finish(job, t));
            return;
        }
        double cold = now - s.born < scenario.coldSeconds() ? 4 : 1;
        job.left = job.demand / s.speed * s.slow * cold;
        if (scenario.trouble() == Trouble.LEAK && job.worker < LEAKING) {
            leak(job, s, now);
        }
        if (!s.gone) {
            s.arrive(job, now);
            expect(job.worker);
        }
    }

    private void leak(Job job, Server s, double now) {
        double before = s.memory;
        s.memory += 0.6 / 500;
        job.left *= s.memory > 0.85 ? 1 + 8 * (s.memory - 0.85) / 0.15 : 1;
        for (double threshold : new double[] {0.80, 0.90, 0.96}) {
            if (before < threshold && s.memory >= threshold) {
                policy.alarm(reports.said(job.worker, now, 0.7, 0, 0), now);
            }
        }
        if (s.memory >= 1) {
            crash(job, s, now);
        }
    }

    private void crash(Job job, Server s, double now) {
        crashes++;
        int worker = job.worker;
        leave(worker, now);
        List<Job> lost = s.lose();
        lost.add(job);
        for (Job each : lost) {
            each.load = Load.NONE;
            agenda.plan(now + NET, t -> answer(each, t));
        }
        agenda.plan(now + 3, t -> enter(worker, t));
    }

    private void expect(int worker) {
        Server s = servers.get(worker);
        int epoch = ++s.epoch;
        double next = s.nextEnd();
        if (next < Double.POSITIVE_INFINITY) {
            agenda.plan(next, t -> ended(worker, epoch, t));
        }
    }

    private void ended(int worker, int epoch, double now) {
        Server s = servers.get(worker);
        if (s.epoch != epoch) {
            return;
        }
        Job job = s.ready(now);
        if (job != null) {
            job.ok = true;
            finish(job, now);
        }
        expect(worker);
    }

    private void finish(Job job, double now) {
        Server s = servers.get(job.worker);
        s.served++;
        s.errors += job.ok ? 0 : 1;
        job.load = load(job, job.ok ? now - job.began : 0.001);
        agenda.plan(now + NET, t -> answer(job, t));
    }

    private Load load(Job job, double seconds) {
        Server s = servers.get(job.worker);
        return scenario.isLying(job.worker) ? Load.NONE : s.load(job.broker, seconds);
    }

    private void answer(Job job, double now) {
        servers.get(job.worker).own[job.broker]--;
        open--;
        policy.done(job, now);
        if (job.start >= COUNTED_FROM && job.ok) {
            latencies.add(now - job.start);
        } else if (job.start >= COUNTED_FROM) {
            failed++;
        }
    }

    // ---- coming and going ------------------------------------------------------------------

    void enter(int worker, double now) {
        Server s = servers.get(worker);
        s.up = true;
        s.gone = false;
        s.born = now;
        s.memory = 0.4;
        s.touched = Math.max(0, now);
        changed();
        policy.joined(worker, now);
    }

    /// It takes no new calls; open ones end.
    void drain(int worker, double now) {
        servers.get(worker).up = false;
        changed();
        policy.draining(worker, now);
    }

    void leave(int worker, double now) {
        servers.get(worker).up = false;
        servers.get(worker).gone = true;
        changed();
        policy.left(worker, now);
    }

    private void changed() {
        version++;
        alive = IntStream.range(0, servers.size()).filter(w -> servers.get(w).up).toArray();
    }

    // ---- what policies may see -------------------------------------------------------------

    @Override
    public int brokers() {
        return scenario.brokers();
    }

    @Override
    public int workers() {
        return servers.size();
    }

    @Override
    public int[] alive() {
        return alive;
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public boolean isUp(int worker) {
        return servers.get(worker).up;
    }

    @Override
    public int own(int broker, int worker) {
        return servers.get(worker).own[broker];
    }

    @Override
    public int inFlight(int worker) {
        return scenario.isLying(worker) ? 0 : servers.get(worker).inFlight();
    }

    @Override
    public double loadAverage(int worker) {
        return servers.get(worker).loadAverage;
    }

    @Override
    public int cores(int worker) {
        return servers.get(worker).cores;
    }

    @Override
    public Random dice() {
        return dice;
    }
}
