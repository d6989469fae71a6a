package dev.hera.broker.route.sim;

import dev.hera.broker.route.sim.Scenario.Trouble;

import java.util.List;
import java.util.Random;

/// What workers say of themselves, every two seconds and at once when something crosses a limit.
///
/// @param dice the run's
record Reports(Scenario scenario, List<Server> servers, Policy policy, Agenda agenda, Random dice) {
    /// Seconds between two reports of a worker.
    static final double EVERY = 2;

    /// How far a worker's counters were at its last report.
    record Mark(double busy, long served, long errors) {}

    /// Reports now, unless it is lost on the way, and plans the next one.
    void reported(int worker, double now, Mark last) {
        Server s = servers.get(worker);
        s.work(now);
        boolean lost = scenario.trouble() == Trouble.LOST_REPORTS && dice.nextInt(3) == 0;
        if (s.up && !lost) {
            double cpu = Math.min(1, (s.busySeconds - last.busy()) / (EVERY * s.cores));
            double calls = (s.served - last.served()) / EVERY;
            double bad = (s.errors - last.errors()) / EVERY;
            policy.report(said(worker, now, cpu, calls, bad), now);
        }
        Mark mark = new Mark(s.busySeconds, s.served, s.errors);
        agenda.plan(now + EVERY, t -> reported(worker, t, mark));
    }

    /// What the worker says, which need not be so.
    Policy.Report said(int worker, double now, double cpu, double calls, double errors) {
        Server s = servers.get(worker);
        if (scenario.isLying(worker)) {
            return new Policy.Report(worker, now + 100, 0, 0, 0, calls, 0);
        }
        boolean jumps = worker == 0 && scenario.trouble() == Trouble.CLOCK;
        double uptime = jumps ? (int) now / 2 % 2 * 1e6 : now - s.born;
        return new Policy.Report(worker, uptime, cpu, s.memory, s.inFlight(), calls, errors);
    }

    /// Lets the hosts' load averages follow, every five seconds.
    void loadAverages(double now) {
        double fade = 1 - StrictMath.exp(-5 / 60.0);
        for (Server s : servers) {
            s.loadAverage += fade * (s.inFlight() - s.loadAverage);
        }
        agenda.plan(now + 5, this::loadAverages);
    }
}
