package dev.hera.worker.api;

import dev.hera.worker.api.accept.Accepting;
import dev.hera.worker.api.shape.Part;
import dev.hera.worker.api.shape.Shape;

import java.lang.reflect.Type;
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
/// @param shape what goes in and what comes out, for the endpoint's description
public record Options(
        Accepting accepting,
        RecordMode record,
        boolean isIdempotent,
        Duration timeout,
        int maxInFlight,
        List<String> sensitive,
        Shape shape) {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Options USUAL =
            new Options(
                    Accepting.never(),
                    RecordMode.DURABLE,
                    false,
                    Duration.ofSeconds(10),
                    0,
                    List.of(),
                    Shape.UNSAID);

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
        return new Options(how, record, isIdempotent, timeout, maxInFlight, sensitive, shape);
    }

    /// How calls are kept.
    public Options record(RecordMode mode) {
        return new Options(accepting, mode, isIdempotent, timeout, maxInFlight, sensitive, shape);
    }

    /// A second execution does no harm.
    public Options idempotent() {
        return new Options(accepting, record, true, timeout, maxInFlight, sensitive, shape);
    }

    /// How long a call may take when the caller does not say: 1 ms to 10 minutes.
    public Options timeout(Duration longest) {
        return new Options(accepting, record, isIdempotent, longest, maxInFlight, sensitive, shape);
    }

    /// Most calls running on one worker at once; 0 for no limit of its own.
    public Options maxInFlight(int most) {
        return new Options(accepting, record, isIdempotent, timeout, most, sensitive, shape);
    }

    /// One more JSON pointer into the body whose value is never stored in clear.
    public Options sensitive(String pointer) {
        List<String> more = new ArrayList<>(sensitive);
        more.add(pointer);
        return new Options(accepting, record, isIdempotent, timeout, maxInFlight, more, shape);
    }

    /// What the endpoint is good for, in one line of at most 300 characters.
    public Options summary(String line) {
        return shape(shape.summary(line));
    }

    /// A value of the path or the query, for the description: what Jackson makes of this type.
    public Options param(String name, Type type) {
        return shape(shape.with(new Part(name, type, false, Part.Place.PARAMETER)));
    }

    /// The body's type, for the description; the params' of a JSON-RPC method.
    public Options takes(Type type) {
        return shape(shape.body(type));
    }

    /// The answer's type, for the description.
    public Options answers(Type type) {
        return shape(shape.answer(type));
    }

    /// All of that at once.
    public Options shape(Shape whole) {
        return new Options(accepting, record, isIdempotent, timeout, maxInFlight, sensitive, whole);
    }
}
