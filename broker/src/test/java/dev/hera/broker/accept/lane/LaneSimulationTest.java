package dev.hera.broker.accept.lane;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Many seeded lives of a lane, each watched by a checker that knows the lane's promises and none
/// of its code.
class LaneSimulationTest {
    private static final int SEEDS = Integer.getInteger("hera.lane.seeds", 400);

    @Test
    void everyPromiseHoldsUnderEverySeed() {
        int killers = 0;
        int restarts = 0;
        int parked = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            LaneWorld world = new LaneWorld(seed);
            world.live();
            killers += world.checker().quarantined();
            restarts += world.restarts();
            parked += world.checker().parked();
        }
        assertTrue(killers > SEEDS / 4, "void: only " + killers + " killers were caught");
        assertTrue(restarts > SEEDS / 4, "void: only " + restarts + " restarts");
        assertTrue(parked > SEEDS / 4, "void: only " + parked + " calls were parked");
    }
}
