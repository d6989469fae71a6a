package dev.hera.broker.accept.lane;

import dev.hera.broker.accept.lane.Progress.Standing;
import dev.hera.wire.accept.Delivery;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// The accepted calls of one endpoint: which is next, and what became of each.
///
/// Not safe for threads: its owner holds one lock around every method. Asks no clock; `nanos` is
/// monotonic, instants are wall clock and only make ages.
public final class Lane {
    private static final long FIRST_STALL = Duration.ofMillis(50).toNanos();
    private static final long LONGEST_STALL = Duration.ofSeconds(2).toNanos();

    private final String endpoint;
    private final RandomGenerator random;
    private final Lineup lineup = new Lineup();
    private final TreeMap<Long, Held> pending = new TreeMap<>();
    private final TreeMap<Long, Held> givenUp = new TreeMap<>();
    private final Pace pace;
    private final DrainRate drain;
    private Delivery rules;
    private int inFlight;
    private int quarantined;

    /// A suspect is with a worker; nothing else is.
    private boolean alone;

    private boolean paused;
    private long stall;
    private long stalledUntil;
    private String lastTrouble = "";

    /// What an operator has set, and outlives a restart.
    ///
    /// @param perSecond null leaves it to the endpoint
    /// @param promoted the shadow that gets the calls first; empty for none; no matter to a lane
    public record Wish(boolean paused, @Nullable Double perSecond, String promoted) {
        /// Everything as the endpoint says.
        public static final Wish NONE = new Wish(false, null, "");

        /// The same, stopped.
        public Wish pause() {
            return new Wish(true, perSecond, promoted);
        }

        /// The same, going on.
        public Wish resume() {
            return new Wish(false, perSecond, promoted);
        }

        /// The same at another rate; null for the endpoint's.
        public Wish rate(@Nullable Double other) {
            return new Wish(paused, other, promoted);
        }

        /// The same with this shadow first; empty for none.
        public Wish promote(String service) {
            return new Wish(paused, perSecond, service);
        }
    }

    public Lane(String endpoint, Delivery rules, RandomGenerator random, long nanos) {
        this.endpoint = endpoint;
        this.rules = rules;
        this.random = random;
        this.pace = new Pace(rules.perSecond(), nanos);
        this.drain = new DrainRate(nanos);
        this.stalledUntil = nanos;
    }

    // ---- calls come ------------------------------------------------------------------------

    /// A call is on disk; from a start it may stand anywhere, a new one is pending.
    public void hold(Ticket ticket, Progress progress) {
        Held held = new Held(ticket, progress.found());
        switch (held.progress().standing()) {
            case PENDING, DELIVERING -> {
                pending.put(ticket.number(), held);
                lineup.come(held);
            }
            case PARKED -> givenUp.put(ticket.number(), held);
            case QUARANTINED -> {
                givenUp.put(ticket.number(), held);
                quarantined++;
            }
        }
    }

    // ---- calls go --------------------------------------------------------------------------

    /// What to do now. A delivery that is handed out must be ended with
    /// [#apply(Held, Ruling, long)].
    public Step next(long nanos, Instant now) {
        lineup.wake(nanos);
        if (paused || alone || inFlight >= rules.inFlight()) {
            return new Step.Idle(-1);
        }
        if (lineup.isIdle()) {
            return new Step.Idle(lineup.nextWake(nanos));
        }
        if (lineup.hasSuspect() && inFlight > 0) {
            return new Step.Idle(-1);
        }
        long wait = Math.max(pace.left(nanos), stalledUntil - nanos);
        if (wait > 0) {
            return new Step.Idle(wait);
        }
        Held held = lineup.take();
        return held == null ? new Step.Idle(-1) : begin(held, nanos, now);
    }

    private Step begin(Held held, long nanos, Instant now) {
        inFlight++;
        alone = held.isSuspect();
        Progress progress = held.progress();
        String why = hopeless(progress, now);
        if (!why.isEmpty()) {
            return new Step.GiveUp(
                    held,
                    new Ruling.GiveUp(
                            progress.ended(Standing.PARKED, progress.deaths(), now, why)));
        }
        pace.take(nanos);
        held.progress(progress.begun());
        return new Step.Deliver(held, held.progress());
    }

    /// Why it is not delivered any more; empty when it is. The broker may have ended in the middle
    /// of the last attempt.
    private String hopeless(Progress progress, Instant now) {
        if (age(progress, now).compareTo(rules.maxAge()) > 0) {
            return "older than %d s after %d attempts"
                    .formatted(rules.maxAge().toSeconds(), progress.counted());
        }
        return Judge.mayTry(progress, rules.retry())
                ? ""
                : "after %d attempts: %s".formatted(progress.counted(), progress.why());
    }

    /// What an ending leads to; changes nothing, so that it can be written down first.
    public Ruling rule(Held held, Ending ending, Instant now) {
        return Judge.rule(held.progress(), ending, rules.retry(), now, random);
    }

    /// A delivery ended like this, and that is written down.
    public void apply(Held held, Ruling ruling, long nanos) {
        inFlight--;
        alone = false;
        switch (ruling) {
            case Ruling.Settle _ -> {
                gone(held, nanos);
                stall = 0;
            }
            case Ruling.PutBack(Progress progress) -> {
                held.progress(progress);
                lineup.back(held);
                stall = Math.clamp(stall * 2, FIRST_STALL, LONGEST_STALL);
                stalledUntil = nanos + stall;
            }
            case Ruling.Again(Progress progress, long pause) -> {
                held.progress(progress);
                lastTrouble = progress.why();
                lineup.rest(held, nanos + pause);
                stall = 0;
            }
            case Ruling.Suspect(Progress progress) -> {
                held.progress(progress);
                lastTrouble = progress.why();
                lineup.back(held);
            }
            case Ruling.GiveUp(Progress progress) -> {
                gone(held, nanos);
                held.progress(progress);
                givenUp.put(held.ticket().number(), held);
                quarantined += progress.standing() == Standing.QUARANTINED ? 1 : 0;
                lastTrouble = progress.why();
            }
        }
    }

    private void gone(Held held, long nanos) {
        pending.remove(held.ticket().number());
        lineup.leave(held);
        drain.left(1, nanos);
    }

    // ---- what an operator does -------------------------------------------------------------

    /// The endpoint's rules, and what an operator has set above them.
    public void rules(Delivery rules, Wish wish, long nanos) {
        this.rules = rules;
        paused = wish.paused();
        double perSecond = wish.perSecond() == null ? rules.perSecond() : wish.perSecond();
        if (perSecond != pace.perSecond()) {
            pace.change(perSecond, nanos);
        }
    }

    /// Somebody who can take calls has come: no more waiting for that.
    public void wake(long nanos) {
        stall = 0;
        stalledUntil = nanos;
    }

    /// Those given up that fit.
    public List<Held> givenUp(Predicate<Held> which) {
        return givenUp.values().stream().filter(which).toList();
    }

    /// A call that was given up is sent again, and that is written down.
    public void sendAgain(Held held, Progress progress) {
        take(held);
        hold(held.ticket(), progress);
    }

    /// A call that was given up is forgotten, and that is written down.
    public void forget(Held held) {
        take(held);
    }

    private void take(Held held) {
        if (givenUp.remove(held.ticket().number()) != null
                && held.progress().standing() == Standing.QUARANTINED) {
            quarantined--;
        }
    }

    // ---- what people ask -------------------------------------------------------------------

    /// How long until so many calls have left.
    public Duration until(double calls, long nanos) {
        return drain.until(calls, nanos);
    }

    /// The oldest pending calls, at most so many.
    public List<Held> oldest(int most) {
        Collection<Held> all = pending.values();
        return all.stream().limit(most).toList();
    }

    /// As it stands.
    public LaneView view(long nanos, Instant now) {
        Held first = pending.isEmpty() ? null : pending.firstEntry().getValue();
        Duration oldest = first == null ? Duration.ZERO : age(first.progress(), now);
        return new LaneView(
                endpoint,
                pending.size(),
                inFlight,
                givenUp.size() - quarantined,
                quarantined,
                pace.perSecond(),
                drain.perSecond(nanos),
                oldest,
                paused,
                stall > 0,
                lastTrouble);
    }

    /// A wall clock that was set back makes no negative age.
    private static Duration age(Progress progress, Instant now) {
        Duration age = Duration.between(progress.since(), now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
