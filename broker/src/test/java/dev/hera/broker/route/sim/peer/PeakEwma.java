package dev.hera.broker.route.sim.peer;

import dev.hera.broker.route.sim.Fleet;
import dev.hera.broker.route.sim.Job;

import java.util.Arrays;

/// Two choices by latency times calls in flight, where the latency jumps up at once and comes down
/// over ten seconds: Finagle and Linkerd.
final class PeakEwma extends TwoChoices {
    private static final double TAU = 10;
    private static final double FIRST = 0.03;

    private final double[][] latency;
    private final double[][] at;

    PeakEwma(Fleet fleet) {
        super(fleet);
        this.latency = new double[fleet.brokers()][fleet.workers()];
        this.at = new double[fleet.brokers()][fleet.workers()];
        for (double[] row : latency) {
            Arrays.fill(row, FIRST);
        }
    }

    private double faded(int broker, int worker, double now) {
        return latency[broker][worker] * StrictMath.exp(-(now - at[broker][worker]) / TAU);
    }

    @Override
    double load(int broker, int worker, double now) {
        return Math.max(faded(broker, worker, now), 1e-4) * (fleet.own(broker, worker) + 1);
    }

    @Override
    public void done(Job job, double now) {
        super.done(job, now);
        int b = job.broker;
        int w = job.worker;
        double took = now - job.start;
        double keep = StrictMath.exp(-(now - at[b][w]) / TAU);
        latency[b][w] = took > latency[b][w] ? took : latency[b][w] * keep + took * (1 - keep);
        at[b][w] = now;
    }
}
