package dev.hera.broker.route.sim;

import dev.hera.broker.route.sim.Scenario.Trouble;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The calls of a run, the same for every policy: Poisson arrivals, log-normal work.
public record Trace(List<Job> jobs) {
    private static final double MEAN = 0.016;

    /// What comes in so many seconds.
    public static Trace of(Scenario scenario, double seconds, long seed) {
        Random dice = new Random(seed);
        List<Job> jobs = new ArrayList<>();
        double now = 0;
        for (int i = 0; ; i++) {
            boolean burst = scenario.trouble() == Trouble.BURST && now >= 5 && now < 8;
            double rate = scenario.callsPerSecond() * (burst ? 1.35 : 1);
            now += -StrictMath.log(1 - dice.nextDouble()) / rate;
            if (now >= seconds) {
                return new Trace(jobs);
            }
            jobs.add(new Job(broker(scenario, i), now, work(scenario.trouble(), dice)));
        }
    }

    private static int broker(Scenario scenario, int i) {
        if (scenario.trouble() == Trouble.ONE_BROKER) {
            return i % 2 == 0 ? 0 : 1 + i / 2 % (scenario.brokers() - 1);
        }
        return i % scenario.brokers();
    }

    private static double work(Trouble trouble, Random dice) {
        double lognormal = StrictMath.exp(StrictMath.log(MEAN) - 0.5 + dice.nextGaussian());
        return switch (trouble) {
            case BIMODAL -> dice.nextBoolean() ? 0.001 : 0.031;
            case WAITING -> lognormal * 8;
            case NONE,
                    SLOW,
                    FAIL,
                    LEAK,
                    BURST,
                    SHARING,
                    ROLLING,
                    ONE_BROKER,
                    LOST_REPORTS,
                    CLOCK,
                    LIAR ->
                    lognormal;
        };
    }

    /// Fresh copies of the jobs, since a run writes on them.
    List<Job> copies() {
        return jobs.stream().map(j -> new Job(j.broker, j.start, j.demand)).toList();
    }
}
