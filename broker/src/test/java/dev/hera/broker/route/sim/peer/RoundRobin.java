package dev.hera.broker.route.sim.peer;

import dev.hera.broker.route.sim.Fleet;
import dev.hera.broker.route.sim.Job;
import dev.hera.broker.route.sim.Policy;

/// Each broker goes round its list.
final class RoundRobin implements Policy {
    private final Fleet fleet;
    private final int[] next;

    RoundRobin(Fleet fleet) {
        this.fleet = fleet;
        this.next = fleet.dice().ints(fleet.brokers(), 0, fleet.workers()).toArray();
    }

    @Override
    public int pick(Job job, double now) {
        int[] alive = fleet.alive();
        return alive[++next[job.broker] % alive.length];
    }
}
