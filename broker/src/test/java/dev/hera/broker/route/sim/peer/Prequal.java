package dev.hera.broker.route.sim.peer;

import dev.hera.broker.route.sim.Fleet;
import dev.hera.broker.route.sim.Job;
import dev.hera.broker.route.sim.Policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/// A pool of probe answers; the fastest of those that are not hot: Prequal (NSDI '24), with a pool
/// of 8 for 16 workers and probes that cost nothing.
final class Prequal implements Policy {
    private static final int POOL = 8;
    private static final int PROBES = 3;
    private static final int REUSE = 4;
    private static final double AGE = 1;
    private static final int MOST_RIF = 32;
    private static final int KEPT = 15;

    private final Fleet fleet;
    private final double hot;
    private final List<List<Probe>> pools = new ArrayList<>();
    private final List<Deque<Double>> latencies = new ArrayList<>();
    private boolean oldest;

    private static final class Probe {
        final int worker;
        final double latency;
        final double at;
        int inFlight;
        int used;

        Probe(int worker, int inFlight, double latency, double at) {
            this.worker = worker;
            this.inFlight = inFlight;
            this.latency = latency;
            this.at = at;
        }
    }

    /// @param hot quantile of calls in flight above which a worker is hot; 0 compares only those
    Prequal(Fleet fleet, double hot) {
        this.fleet = fleet;
        this.hot = hot;
        for (int b = 0; b < fleet.brokers(); b++) {
            pools.add(new ArrayList<>());
        }
        for (int i = 0; i < fleet.workers() * (MOST_RIF + 1); i++) {
            latencies.add(new ArrayDeque<>());
        }
    }

    @Override
    public void done(Job job, double now) {
        Deque<Double> kept = latencies(job.worker, Math.min(job.inFlightAtArrival, MOST_RIF));
        kept.add(now - job.start);
        if (kept.size() > KEPT) {
            kept.remove();
        }
    }

    private Deque<Double> latencies(int worker, int inFlight) {
        return latencies.get(worker * (MOST_RIF + 1) + inFlight);
    }

    private double estimate(int worker, int inFlight) {
        for (int i = Math.min(inFlight, MOST_RIF); i >= 0; i--) {
            double[] kept = latencies(worker, i).stream().mapToDouble(d -> d).sorted().toArray();
            if (kept.length >= 3) {
                return kept[kept.length / 2];
            }
        }
        return 0.03;
    }

    @Override
    public int pick(Job job, double now) {
        List<Probe> pool = pools.get(job.broker);
        pool.removeIf(p -> now - p.at >= AGE || !fleet.isUp(p.worker) || p.used >= REUSE);
        int worker = pool.size() < 2 ? fleet.anyone() : best(pool);
        int[] alive = fleet.alive().clone();
        for (int i = 0; i < PROBES && i < alive.length; i++) {
            int j = i + fleet.dice().nextInt(alive.length - i);
            int probed = alive[j];
            alive[j] = alive[i];
            int inFlight = fleet.inFlight(probed);
            pool.add(new Probe(probed, inFlight, estimate(probed, inFlight), now));
        }
        while (pool.size() > POOL) {
            pool.removeFirst();
        }
        return worker;
    }

    private int best(List<Probe> pool) {
        int[] inFlight = pool.stream().mapToInt(p -> p.inFlight).toArray();
        Arrays.sort(inFlight);
        int limit = inFlight[(int) (hot * (inFlight.length - 1))];
        Probe best =
                pool.stream()
                        .filter(p -> p.inFlight <= limit)
                        .min(Comparator.comparingDouble(p -> p.latency))
                        .orElseThrow();
        best.used++;
        best.inFlight++;
        oldest = !oldest;
        pool.remove(oldest ? oldest(pool) : worst(pool, limit));
        return best.worker;
    }

    private static Probe oldest(List<Probe> pool) {
        return pool.stream().min(Comparator.comparingDouble(p -> p.at)).orElseThrow();
    }

    private static Probe worst(List<Probe> pool, int limit) {
        return pool.stream()
                .max(
                        Comparator.<Probe>comparingInt(p -> Math.max(limit, p.inFlight))
                                .thenComparingDouble(p -> p.latency))
                .orElseThrow();
    }
}
