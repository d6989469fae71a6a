package dev.hera.broker.route.sim.peer;

import dev.hera.broker.route.sim.Fleet;
import dev.hera.broker.route.sim.Job;
import dev.hera.broker.route.sim.Policy;

/// Fewest calls of this broker, any of equals: HAProxy's `leastconn`.
record LeastConnections(Fleet fleet) implements Policy {
    @Override
    public int pick(Job job, double now) {
        int best = -1;
        int least = Integer.MAX_VALUE;
        int equals = 0;
        for (int worker : fleet.alive()) {
            int own = fleet.own(job.broker, worker);
            if (own < least) {
                least = own;
                equals = 0;
            }
            if (own == least && fleet.dice().nextInt(++equals) == 0) {
                best = worker;
            }
        }
        return best;
    }
}
