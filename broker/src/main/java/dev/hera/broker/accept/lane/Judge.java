package dev.hera.broker.accept.lane;

import dev.hera.broker.accept.lane.Progress.Standing;
import dev.hera.wire.accept.Retry;

import java.time.Instant;
import java.util.random.RandomGenerator;

/// What an ending leads to, under an endpoint's rules; a pure function but for the jitter.
final class Judge {
    /// A call in flight at this many workers' deaths is quarantined.
    static final int DEATHS = 2;

    private Judge() {}

    static Ruling rule(
            Progress now, Ending ending, Retry retry, Instant at, RandomGenerator random) {
        return switch (ending) {
            case Ending.Done _ -> new Ruling.Settle();
            case Ending.NotRun _ -> new Ruling.PutBack(now.undone());
            case Ending.Died(String why) -> died(now, retry, at, why);
            case Ending.Failed(Retry.End end, String why) ->
                    retry.on().contains(end) && mayTry(now, retry)
                            ? new Ruling.Again(
                                    now.again(now.deaths(), why), pause(now, retry, random))
                            : park(now, now.deaths(), at, why);
        };
    }

    private static Ruling died(Progress now, Retry retry, Instant at, String why) {
        int deaths = now.deaths() + 1;
        if (deaths >= DEATHS) {
            String reason = deaths + " workers died with it in flight, the last one alone with it";
            return new Ruling.GiveUp(now.ended(Standing.QUARANTINED, deaths, at, reason));
        }
        return retry.on().contains(Retry.End.UNKNOWN) && mayTry(now, retry)
                ? new Ruling.Suspect(now.again(deaths, why))
                : park(now, deaths, at, why);
    }

    static boolean mayTry(Progress now, Retry retry) {
        return retry.attempts() == 0 || now.counted() < retry.attempts();
    }

    private static Ruling park(Progress now, int deaths, Instant at, String why) {
        String reason = "after %d attempts: %s".formatted(now.counted(), why);
        return new Ruling.GiveUp(now.ended(Standing.PARKED, deaths, at, reason));
    }

    /// Full jitter: anything from nothing to the widest pause.
    private static long pause(Progress now, Retry retry, RandomGenerator random) {
        return random.nextLong(retry.widest(now.counted()).toNanos() + 1);
    }
}
