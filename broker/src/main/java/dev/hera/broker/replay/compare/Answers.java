package dev.hera.broker.replay.compare;

import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.wire.Body;
import dev.hera.wire.compare.Difference;
import dev.hera.wire.compare.JsonWalk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Compares recorded answers; any thread.
///
/// Both stand in the journal of one broker, so both are masked with the same key: a masked value is
/// the same exactly when the secret is.
public final class Answers {
    private static final String ANSWERED = "answered";

    private Answers() {}

    /// Where they differ; empty when one of them is no answer that can be compared.
    ///
    /// @param headers that are compared too, names in lower case
    public static Optional<List<Difference>> differences(
            Ending was, Ending now, List<String> headers) {
        if (!was.outcome().equals(ANSWERED) || !now.outcome().equals(ANSWERED)) {
            return Optional.empty();
        }
        List<Difference> found = new ArrayList<>();
        compare(found, "status", String.valueOf(was.status()), String.valueOf(now.status()));
        for (String name : headers) {
            compare(found, "header " + name, header(was, name), header(now, name));
        }
        bodies(found, was.body(), now.body());
        return Optional.of(found);
    }

    private static String header(Ending ending, String name) {
        List<String> values = ending.headers().getOrDefault(name, List.of());
        return values.isEmpty() ? Difference.ABSENT : String.join(", ", values);
    }

    private static void compare(List<Difference> found, String path, String was, String now) {
        if (!was.equals(now)) {
            found.add(new Difference(path, was, now));
        }
    }

    private static void bodies(List<Difference> found, KeptBody was, KeptBody now) {
        if (json(was).isPresent() && json(now).isPresent()) {
            found.addAll(JsonWalk.differences(json(was).get(), json(now).get(), JsonWalk.EXACTLY));
        } else if (!isSame(was, now)) {
            found.add(new Difference("body", words(was), words(now)));
        }
    }

    private static Optional<byte[]> json(KeptBody body) {
        return body instanceof KeptBody.Whole(Body.Json whole, _)
                ? Optional.of(whole.toBytes())
                : Optional.empty();
    }

    private static boolean isSame(KeptBody was, KeptBody now) {
        if (was instanceof KeptBody.Whole(Body one, _)
                && now instanceof KeptBody.Whole(Body other, _)) {
            return Arrays.equals(one.toBytes(), other.toBytes());
        }
        return was.equals(now);
    }

    private static String words(KeptBody body) {
        return switch (body) {
            case KeptBody.None _ -> Difference.ABSENT;
            case KeptBody.Whole whole -> whole.length() + " bytes";
            case KeptBody.Apart apart -> apart.length() + " bytes";
            case KeptBody.TooLarge(long length, String sha256) ->
                    length + " bytes, SHA-256 " + sha256;
        };
    }
}
