package dev.hera.broker.route.sim.peer;

import dev.hera.broker.route.sim.Fleet;
import dev.hera.broker.route.sim.Job;
import dev.hera.broker.route.sim.Policy;

/// Two choices by host load, latency, calls in flight and success: Dubbo's adaptive balancer.
final class DubboAdaptive implements Policy {
    private static final double WEIGHT = 100;

    private final Fleet fleet;
    private final double[][] latency;
    private final double[][] load;
    private final int[][] sent;
    private final int[][] succeeded;

    DubboAdaptive(Fleet fleet) {
        this.fleet = fleet;
        this.latency = new double[fleet.brokers()][fleet.workers()];
        this.load = new double[fleet.brokers()][fleet.workers()];
        this.sent = new int[fleet.brokers()][fleet.workers()];
        this.succeeded = new int[fleet.brokers()][fleet.workers()];
    }

    @Override
    public int pick(Job job, double now) {
        int first = fleet.anyone();
        int second = fleet.anyone();
        int best = cost(job.broker, first) <= cost(job.broker, second) ? first : second;
        sent[job.broker][best]++;
        return best;
    }

    private double cost(int b, int w) {
        double success = succeeded[b][w] / (sent[b][w] + 1.0) * WEIGHT + 1;
        return load[b][w] * (Math.sqrt(latency[b][w]) + 1) * (fleet.own(b, w) + 1) / success;
    }

    @Override
    public void done(Job job, double now) {
        int b = job.broker;
        int w = job.worker;
        if (job.ok) {
            succeeded[b][w]++;
            load[b][w] = fleet.loadAverage(w) * 100 / fleet.cores(w);
        }
        latency[b][w] = 0.5 * latency[b][w] + 0.5 * (now - job.start) * 1000;
    }
}
