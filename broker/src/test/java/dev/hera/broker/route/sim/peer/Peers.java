package dev.hera.broker.route.sim.peer;

import dev.hera.broker.route.sim.Fleet;
import dev.hera.broker.route.sim.Policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Everyone that the rule is measured against: small rebuilds with the published parameters.
public final class Peers {
    private Peers() {}

    /// Each by its name.
    public static Map<String, Function<Fleet, Policy>> all() {
        Map<String, Function<Fleet, Policy>> peers = new LinkedHashMap<>();
        peers.put("rr", RoundRobin::new);
        peers.put("leastconn", LeastConnections::new);
        peers.put("p2c_od", TwoChoices::new);
        peers.put("peakewma", PeakEwma::new);
        peers.put("prequal", fleet -> new Prequal(fleet, 0.84));
        peers.put("prequal_rif", fleet -> new Prequal(fleet, 0));
        peers.put("cpumin", fleet -> new LeastCpu(fleet, 0));
        peers.put("moleculer", fleet -> new LeastCpu(fleet, 3));
        peers.put("dubbo", DubboAdaptive::new);
        peers.put("orca_wrr", WeightedByUse::new);
        return peers;
    }
}
