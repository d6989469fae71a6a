package dev.hera.worker.api;

import dev.hera.worker.api.accept.Accepting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What an endpoint promises and asks for; immutable, each word gives a new one.
///
/// ```java
/// .post("/0/leads", Options.usual().accept().sensitive("/phone"), call -> ...)
/// ```
///
/// @param accepting which calls are confirmed as soon as they are on disk and delivered later
/// @param record how calls are kept
/// @param isIdempotent a second execution does no harm, so an unknown outcome may be tried again
/// @param timeout how long a call may take when the caller does not say: 1 ms to 10 minutes
/// @param maxInFlight most calls running on one worker at once; 0 for no limit of its own
/// @param sensitive JSON pointers into the body whose values are never stored in clear
public record Options(
        Accepting accepting,
        RecordMode record,
        boolean isIdempotent,
        Duration timeout,
        int maxInFlight,
        List<String> sensitive) {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Options USUAL =
            new Options(
                    Accepting.never(),
                    RecordMode.DURABLE,
                    false,
                    Duration.ofSeconds(10),
                    0,
                    List.of());

    public Options {
        sensitive = List.copyOf(sensitive);
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "timeout is " + timeout.toMillis() + " ms, allowed 1..600000");
        }
        if (maxInFlight < 0) {
            throw new IllegalArgumentException("maxInFlight is " + maxInFlight + ", allowed 0..");
        }
        for (String pointer : sensitive) {
            if (!pointer.startsWith("/")) {
                throw new IllegalArgumentException(
                        "sensitive is \"" + pointer + "\", but a JSON pointer begins with /");
            }
        }
    }

    /// What holds when nothing is said: recorded durably, not idempotent, 10 s, no limit.
    public static Options usual() {
        return USUAL;
    }

    /// Answered with 202 as soon as the call is on disk, delivered later.
    public Options accept() {
        return accept(Accepting.always());
    }

    /// Confirmed as soon as the call is on disk, delivered later, in this way.
    public Options accept(Accepting how) {
        return new Options(how, record, isIdempotent, timeout, maxInFlight, sensitive);
    }

    /// How calls are kept.
    public Options record(RecordMode mode) {
        return new Options(accepting, mode, isIdempotent, timeout, maxInFlight, sensitive);
    }

    /// A second execution does no harm.
    public Options idempotent() {
        return new Options(accepting, record, true, timeout, maxInFlight, sensitive);
    }

    /// How long a call may take when the caller does not say: 1 ms to 10 minutes.
    public Options timeout(Duration longest) {
        return new Options(accepting, record, isIdempotent, longest, maxInFlight, sensitive);
    }

    /// Most calls running on one worker at once; 0 for no limit of its own.
    public Options maxInFlight(int most) {
        return new Options(accepting, record, isIdempotent, timeout, most, sensitive);
    }

    /// One more JSON pointer into the body whose value is never stored in clear.
    public Options sensitive(String pointer) {
        List<String> more = new ArrayList<>(sensitive);
        more.add(pointer);
        return new Options(accepting, record, isIdempotent, timeout, maxInFlight, more);
    }
}
