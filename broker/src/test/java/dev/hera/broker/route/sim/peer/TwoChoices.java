package dev.hera.broker.route.sim.peer;

import dev.hera.broker.route.sim.Fleet;
import dev.hera.broker.route.sim.Job;
import dev.hera.broker.route.sim.Policy;

/// The better of two random workers, and five failures in a row put one aside: what Envoy's
/// least-request and HAProxy's `random(2)` do with outlier detection.
class TwoChoices implements Policy {
    private static final int FAILURES = 5;
    private static final double ASIDE_SECONDS = 5;
    private static final int TRIES = 6;

    final Fleet fleet;
    private final int[][] failures;
    private final int[][] times;
    private final double[][] aside;

    TwoChoices(Fleet fleet) {
        this.fleet = fleet;
        this.failures = new int[fleet.brokers()][fleet.workers()];
        this.times = new int[fleet.brokers()][fleet.workers()];
        this.aside = new double[fleet.brokers()][fleet.workers()];
    }

    /// What is compared; the less the better.
    double load(int broker, int worker, double now) {
        return fleet.own(broker, worker);
    }

    @Override
    public int pick(Job job, double now) {
        int first = draw(job.broker, now);
        int second = draw(job.broker, now);
        return load(job.broker, first, now) <= load(job.broker, second, now) ? first : second;
    }

    private int draw(int broker, double now) {
        int worker = fleet.anyone();
        for (int i = 0; i < TRIES && aside[broker][worker] > now; i++) {
            worker = fleet.anyone();
        }
        return worker;
    }

    @Override
    public void done(Job job, double now) {
        int b = job.broker;
        int w = job.worker;
        failures[b][w] = job.ok ? 0 : failures[b][w] + 1;
        if (failures[b][w] >= FAILURES && aside[b][w] <= now) {
            aside[b][w] = now + ASIDE_SECONDS * ++times[b][w];
            failures[b][w] = 0;
        }
    }
}
