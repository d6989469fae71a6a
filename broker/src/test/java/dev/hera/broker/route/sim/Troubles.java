package dev.hera.broker.route.sim;

import dev.hera.broker.route.sim.Scenario.Trouble;

import java.util.List;

/// When what goes wrong.
final class Troubles {
    private Troubles() {}

    static void plan(Trouble trouble, Agenda agenda, List<Server> servers, World world) {
        switch (trouble) {
            case SLOW -> {
                agenda.plan(5, _ -> slow(servers, 6));
                agenda.plan(10, _ -> slow(servers, 1));
            }
            case FAIL -> {
                agenda.plan(5, _ -> servers.getFirst().failing = true);
                agenda.plan(10, _ -> servers.getFirst().failing = false);
            }
            case BURST -> {
                agenda.plan(6, now -> world.enter(servers.size() - 2, now));
                agenda.plan(6, now -> world.enter(servers.size() - 1, now));
            }
            case ROLLING -> {
                for (int w = 0; w < servers.size(); w++) {
                    roll(w, 3.5 + 0.5 * w, agenda, world);
                }
            }
            case NONE, LEAK, SHARING, BIMODAL, WAITING, ONE_BROKER, LOST_REPORTS, CLOCK, LIAR -> {}
        }
    }

    private static void slow(List<Server> servers, double factor) {
        servers.get(0).slow = factor;
        servers.get(1).slow = factor;
    }

    private static void roll(int worker, double start, Agenda agenda, World world) {
        agenda.plan(start, now -> world.drain(worker, now));
        agenda.plan(start + 0.4, now -> world.leave(worker, now));
        agenda.plan(start + 0.6, now -> world.enter(worker, now));
    }
}
