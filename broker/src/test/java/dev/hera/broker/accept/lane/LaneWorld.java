package dev.hera.broker.accept.lane;

import dev.hera.broker.accept.lane.Progress.Standing;
import dev.hera.broker.call.CallId;
import dev.hera.wire.accept.Delivery;
import dev.hera.wire.accept.Retry;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// One seeded life: calls come, workers fail, die and are away, the broker is killed and reads its
/// disk again, an operator meddles. Time moves only here.
final class LaneWorld {
    private static final int STEPS = 600;
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private final Random random;
    private final LaneChecker checker;
    private final Delivery rules;
    private final boolean ordered;
    private final Map<Long, Kept> disk = new TreeMap<>();
    private final Set<Long> killers = new HashSet<>();
    private final List<Held> running = new ArrayList<>();
    private Lane lane;
    private Lane.Wish wish = Lane.Wish.NONE;
    private long nanos = 1_000_000_000L;
    private long next;
    private int restarts;
    private boolean workersAway;

    /// What a start would find.
    private record Kept(Ticket ticket, Progress progress) {}

    LaneWorld(long seed) {
        random = new Random(seed);
        int attempts = 2 + random.nextInt(5);
        int inFlight = 1 + random.nextInt(8);
        ordered = random.nextBoolean();
        Retry retry =
                new Retry(
                        attempts,
                        Duration.ofMillis(20),
                        Duration.ofSeconds(3),
                        Set.of(Retry.End.UNKNOWN, Retry.End.FAILED));
        double rate = 5 + random.nextInt(200);
        rules = new Delivery(rate, inFlight, retry, Duration.ofMinutes(10), null, null);
        checker = new LaneChecker("seed " + seed, attempts, inFlight);
        lane = new Lane("POST /x", rules, random, nanos);
        checker.rate(rate);
    }

    LaneChecker checker() {
        return checker;
    }

    int restarts() {
        return restarts;
    }

    void live() {
        for (int i = 0; i < STEPS; i++) {
            nanos += random.nextLong(30_000_000);
            happens();
            work();
        }
        calm();
    }

    private void happens() {
        switch (random.nextInt(40)) {
            case 0 -> workersAway = !workersAway;
            case 1 -> restart();
            case 2 -> workerDies();
            case 3 -> wish(Lane.Wish.NONE.rate(5.0 + random.nextInt(300)));
            case 4 -> wish(wish.paused() ? wish.resume() : wish.pause());
            case 5 -> sendAgain();
            case 6, 7, 8, 9, 10, 11, 12, 13, 14 -> accept();
            default -> {}
        }
    }

    private void accept() {
        Ticket ticket =
                new Ticket(++next, CallId.next(now(), 7, random), "POST /x", key(), now(), 9, next);
        if (random.nextInt(12) == 0) {
            killers.add(next);
        }
        checker.accepted(next, ticket.key(), killers.contains(next));
        keep(ticket, Progress.accepted(now()));
        lane.hold(ticket, Progress.accepted(now()));
    }

    private @Nullable String key() {
        return ordered ? "k" + random.nextInt(3) : null;
    }

    private void wish(Lane.Wish other) {
        wish = other;
        checker.rate(other.perSecond() == null ? rules.perSecond() : other.perSecond());
        lane.rules(rules, wish, nanos);
    }

    private void restart() {
        restarts++;
        running.clear();
        checker.restarted();
        lane = new Lane("POST /x", rules, random, nanos);
        lane.rules(rules, wish, nanos);
        wish(wish);
        disk.values().forEach(kept -> lane.hold(kept.ticket(), kept.progress()));
    }

    private void sendAgain() {
        for (Held held : lane.givenUp(h -> h.progress().standing() == Standing.PARKED)) {
            Progress again = held.progress().sentAgain(now());
            checker.sentAgain(held.ticket().number());
            keep(held.ticket(), again);
            lane.sendAgain(held, again);
        }
    }

    private void work() {
        for (Step step = lane.next(nanos, now());
                !(step instanceof Step.Idle);
                step = lane.next(nanos, now())) {
            switch (step) {
                case Step.Deliver(Held held, Progress progress) -> begin(held, progress);
                case Step.GiveUp(Held held, Ruling.GiveUp ruling) -> apply(held, ruling);
                case Step.Idle _ -> throw new AssertionError("seen above");
            }
        }
        for (Held held : List.copyOf(running)) {
            if (random.nextInt(4) == 0 && running.remove(held)) {
                end(held, ending(held));
            }
        }
    }

    private void begin(Held held, Progress progress) {
        keep(held.ticket(), progress);
        checker.begins(held.ticket().number(), progress.attempts(), nanos);
        running.add(held);
        if (!workersAway && killers.contains(held.ticket().number())) {
            checker.killedAWorker(held.ticket().number());
            workerDies();
        }
    }

    /// Every call is with the one worker there is.
    private void workerDies() {
        if (running.size() == 1 && !killers.contains(running.getFirst().ticket().number())) {
            return;
        }
        for (Held held : List.copyOf(running)) {
            running.remove(held);
            end(held, new Ending.Died("the worker died"));
        }
    }

    private Ending ending(Held held) {
        if (workersAway || killers.contains(held.ticket().number())) {
            checker.undone(held.ticket().number());
            return new Ending.NotRun("no able worker");
        }
        return switch (random.nextInt(6)) {
            case 0 -> new Ending.Failed(Retry.End.UNKNOWN, "late");
            case 1 -> new Ending.Failed(Retry.End.FAILED, "500");
            default -> new Ending.Done("200");
        };
    }

    private void end(Held held, Ending ending) {
        checker.failed(held.ticket().number());
        apply(held, lane.rule(held, ending, now()));
    }

    private void apply(Held held, Ruling ruling) {
        long call = held.ticket().number();
        switch (ruling) {
            case Ruling.Settle _ -> {
                disk.remove(call);
                checker.ended(call, "settled");
            }
            case Ruling.GiveUp(Progress progress) -> {
                keep(held.ticket(), progress);
                boolean parked = progress.standing() == Standing.PARKED;
                checker.ended(call, parked ? "parked" : "quarantined");
            }
            case Ruling.PutBack(Progress progress) -> keep(held.ticket(), progress);
            case Ruling.Again(Progress progress, _) -> keep(held.ticket(), progress);
            case Ruling.Suspect(Progress progress) -> keep(held.ticket(), progress);
        }
        lane.apply(held, ruling, nanos);
    }

    private void keep(Ticket ticket, Progress progress) {
        disk.put(ticket.number(), new Kept(ticket, progress));
    }

    /// Nothing more happens: all there is must come to its end.
    private void calm() {
        workersAway = false;
        wish(Lane.Wish.NONE);
        for (int i = 0; i < 200_000 && !checker.isOver(); i++) {
            nanos += 10_000_000;
            work();
        }
        checker.must(checker.isOver(), next, "or another one never ends");
    }

    private Instant now() {
        return START.plusNanos(nanos);
    }
}
