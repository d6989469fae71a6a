package dev.hera.broker.accept.lane;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Hears what happens to accepted calls and says at once when a promise is broken.
final class LaneChecker {
    private final String run;
    private final int limit;
    private final int inFlight;
    private final Map<Long, Story> stories = new HashMap<>();
    private final Map<String, ArrayDeque<Long>> keys = new HashMap<>();
    private final Set<Long> running = new HashSet<>();
    private final List<Long> begun = new ArrayList<>();
    private double fastest;

    /// One call's life.
    private static final class Story {
        private final @Nullable String key;
        private final boolean killer;
        private boolean ordered = true;
        private int attempt;
        private int counted;
        private int deaths;
        private int finals;
        private String end = "";

        private Story(@Nullable String key, boolean killer) {
            this.key = key;
            this.killer = killer;
        }
    }

    LaneChecker(String run, int limit, int inFlight) {
        this.run = run;
        this.limit = limit;
        this.inFlight = inFlight;
    }

    void accepted(long call, @Nullable String key, boolean killer) {
        stories.put(call, new Story(key, killer));
        if (key != null) {
            keys.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(call);
        }
    }

    /// From now on at most this rate.
    void rate(double perSecond) {
        fastest = perSecond;
        begun.clear();
    }

    void begins(long call, int attempt, long nanos) {
        Story story = story(call);
        must(story.finals == 0, call, "is delivered after its end");
        must(attempt > story.attempt, call, "has attempt " + attempt + " twice");
        must(running.add(call), call, "runs twice at once");
        must(running.size() <= inFlight, call, running.size() + " run at once");
        must(++story.counted <= limit, call, "has " + story.counted + " attempts");
        story.attempt = attempt;
        if (story.key != null && story.ordered) {
            must(first(story.key) == call, call, "overtakes " + first(story.key));
        }
        begun.add(nanos);
        for (int back : new int[] {2, 10, 100}) {
            if (begun.size() > back) {
                long first = begun.get(begun.size() - 1 - back);
                double most = fastest * ((nanos - first) / 1e9 + 0.1) + 1.001;
                must(back <= most, call, "is one of %d, allowed %.1f".formatted(back, most));
            }
        }
    }

    private long first(String key) {
        ArrayDeque<Long> calls = keys.get(key);
        Long first = calls == null ? null : calls.peek();
        return first == null ? -1 : first;
    }

    /// It did not run after all.
    void undone(long call) {
        story(call).counted--;
        story(call).attempt--;
        running.remove(call);
    }

    void failed(long call) {
        running.remove(call);
    }

    void killedAWorker(long call) {
        must(++story(call).deaths <= Judge.DEATHS, call, "killed more than two workers");
    }

    /// The broker died: nothing runs.
    void restarted() {
        running.clear();
    }

    /// An operator sends it again: it has left its place in the order.
    void sentAgain(long call) {
        Story story = story(call);
        story.finals--;
        story.counted = 0;
        story.ordered = false;
    }

    void ended(long call, String how) {
        Story story = story(call);
        running.remove(call);
        must(++story.finals == 1, call, "ends twice: " + story.end + ", " + how);
        must(
                !how.equals("quarantined") || story.killer,
                call,
                "is quarantined and never killed anybody alone");
        story.end = how;
        if (story.key != null) {
            keys.getOrDefault(story.key, new ArrayDeque<>()).remove(call);
        }
    }

    /// Whether every call has come to its one end.
    boolean isOver() {
        return stories.values().stream().allMatch(story -> story.finals == 1);
    }

    int quarantined() {
        return (int) stories.values().stream().filter(s -> s.end.equals("quarantined")).count();
    }

    int parked() {
        return (int) stories.values().stream().filter(s -> s.end.equals("parked")).count();
    }

    private Story story(long call) {
        Story story = stories.get(call);
        if (story == null) {
            throw new AssertionError(run + ": call " + call + " was never accepted");
        }
        return story;
    }

    void must(boolean holds, long call, String fault) {
        if (!holds) {
            throw new AssertionError(run + ": call " + call + " " + fault);
        }
    }
}
