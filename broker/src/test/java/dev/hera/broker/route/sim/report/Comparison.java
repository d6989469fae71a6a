package dev.hera.broker.route.sim.report;

import dev.hera.broker.route.sim.Fleet;
import dev.hera.broker.route.sim.HeraPolicy;
import dev.hera.broker.route.sim.Policy;
import dev.hera.broker.route.sim.Result;
import dev.hera.broker.route.sim.Scenario;
import dev.hera.broker.route.sim.Trace;
import dev.hera.broker.route.sim.World;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// One scenario and seed through every policy.
///
/// @param ideal of the calls themselves, if none ever waited
/// @param peers by name
/// @param hera the whole rule
/// @param without the rule with workers that never refuse
public record Comparison(
        Scenario scenario,
        long seed,
        Result ideal,
        Map<String, Result> peers,
        Result hera,
        Result without) {
    private static final double SECONDS = 12;

    /// Runs them all.
    public static Comparison of(
            Scenario scenario, long seed, Map<String, Function<Fleet, Policy>> policies) {
        Trace trace = Trace.of(scenario, SECONDS, seed);
        Map<String, Result> peers = new LinkedHashMap<>();
        policies.forEach(
                (name, policy) -> peers.put(name, World.run(scenario, trace, seed, policy)));
        double[] work = trace.jobs().stream().mapToDouble(j -> j.demand + World.NET).toArray();
        return new Comparison(
                scenario,
                seed,
                Result.of(work, 0, 0, 0, 0),
                peers,
                World.run(scenario, trace, seed, HeraPolicy::whole),
                World.run(scenario, trace, seed, HeraPolicy::withoutRefusals));
    }

    /// A figure of ours against the best peer's.
    public double ratio(ToDoubleFunction<Result> figure) {
        double best = peers.values().stream().mapToDouble(figure).min().orElseThrow();
        return figure.applyAsDouble(hera) / best;
    }

    /// Whether a figure cannot get much better: within a twentieth of calls that never wait.
    public boolean isAtTheFloor(ToDoubleFunction<Result> figure) {
        return figure.applyAsDouble(hera) <= 1.05 * figure.applyAsDouble(ideal);
    }
}
