package dev.hera.trials.replay;

import static dev.hera.trials.Crowd.stretch;
import static dev.hera.trials.Platform.await;

import dev.hera.trials.Platform;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Numbered calls, one after the other in each of a few threads, until it is told to end; keeps
/// what the callers were told.
final class Rush implements AutoCloseable {
    private static final int CALLERS = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// More would only make a slow machine slower.
    private static final int MOST = 3_000;

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(150);

    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final List<Thread> callers = new ArrayList<>();
    private final Platform platform;
    private final Crowd crowd;
    private final String path;
    private volatile boolean going = true;

    /// What one caller was told.
    ///
    /// @param status 0 when there was no answer
    record Told(int n, int status, String outcome, String uuid) {
        boolean failed() {
            return status >= 500;
        }

        boolean is(String word) {
            return outcome.equals(word);
        }
    }

    /// Begins.
    Rush(Platform platform, Crowd crowd, String path) {
        this.platform = platform;
        this.crowd = crowd;
        this.path = path;
        for (int first = 0; first < CALLERS; first++) {
            int from = first;
            callers.add(Thread.startVirtualThread(() -> call(from)));
        }
    }

    private void call(int first) {
        for (int n = first; going && n < MOST; n += CALLERS) {
            told.add(called(n));
            LockSupport.parkNanos(PAUSE);
        }
    }

    private Told called(int n) {
        try {
            HttpResponse<String> answer = crowd.call(platform.url(), path, "{\"n\":" + n + "}");
            return new Told(
                    n,
                    answer.statusCode(),
                    answer.headers().firstValue("Hera-Outcome").orElse(""),
                    answer.headers().firstValue("X-Request-UUID").orElse(""));
        } catch (IOException _) {
            return new Told(n, 0, "", "");
        }
    }

    /// How many there are of these.
    int count(Predicate<Told> these) {
        return (int) told.stream().filter(these).count();
    }

    /// Waits until there are so many more of these than now.
    void awaitMore(int more, String what, Predicate<Told> these) {
        int wanted = count(these) + more;
        await(stretch(PATIENCE), wanted + " " + what, () -> count(these) >= wanted);
    }

    /// The numbers of these, by the calls' ids.
    Map<String, Integer> numbers(Predicate<Told> these) {
        return told.stream().filter(these).collect(Collectors.toMap(Told::uuid, Told::n));
    }

    /// Makes no more calls, and waits for those under way.
    @Override
    public void close() {
        going = false;
        for (Thread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
