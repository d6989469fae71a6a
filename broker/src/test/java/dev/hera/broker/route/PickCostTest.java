package dev.hera.broker.route;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Times are for the report; what is held here is what no busy machine changes much.
class PickCostTest {
    private static final double MOST_BYTES = 560;
    private static final double WIDE = 5;

    @Test
    void pickAllocatesItsDecisionAndLittleElseHoweverManyWorkers() {
        PickCost.Cost few = PickCost.of(16);
        PickCost.Cost many = PickCost.of(200);
        assertTrue(few.bytes() <= MOST_BYTES, few::toString);
        assertTrue(many.bytes() <= MOST_BYTES, many::toString);
        assertTrue(many.nanos() <= WIDE * few.nanos(), () -> few + " " + many);
    }
}
