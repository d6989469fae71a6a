package dev.hera.broker.journal.find;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// How far one search goes at most.
///
/// @param calls most that are found
/// @param examined most that are looked at
/// @param time longest that it takes, about
/// @param gone whether nobody waits for it any more; asked often, from the searching thread
public record Reach(int calls, long examined, Duration time, BooleanSupplier gone) {
    private static final Duration USUAL = Duration.ofSeconds(2);

    /// A page: so many calls within two seconds.
    public static Reach page(int calls, BooleanSupplier gone) {
        return new Reach(calls, Long.MAX_VALUE, USUAL, gone);
    }

    /// As long as somebody waits.
    public static Reach patient(BooleanSupplier gone) {
        return new Reach(Integer.MAX_VALUE, Long.MAX_VALUE, Duration.ofDays(1), gone);
    }

    /// The same for so many calls.
    public Reach with(int most) {
        return new Reach(most, examined, time, gone);
    }
}
