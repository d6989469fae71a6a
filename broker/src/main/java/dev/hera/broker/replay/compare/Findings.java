package dev.hera.broker.replay.compare;

import dev.hera.wire.compare.Difference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Adds up what is found; its owner guards it.
///
/// Calls are counted by the whole set of their paths: when one of the paths turns out to be noise
/// later, the calls that differ in nothing else are equal after all.
public final class Findings {
    private static final int MAX_GROUPS = 200;
    private static final int MAX_SAMPLES = 5;
    private static final int MAX_NOISE = 1_000;

    private final Map<String, Set<String>> noise = new HashMap<>();
    private Map<Key, Group> groups = new LinkedHashMap<>();
    private long compared;
    private long incomparable;
    private long withoutBaseline;
    private long overflow;

    private record Key(String endpoint, Set<String> paths) {}

    private static final class Group {
        private long calls;
        private final List<Found.Sample> samples = new ArrayList<>();
    }

    /// Goes on from what was found before.
    public Findings(Found before) {
        compared = before.compared();
        incomparable = before.incomparable();
        withoutBaseline = before.withoutBaseline();
        overflow = before.overflow();
        before.noise().forEach((endpoint, paths) -> noise.put(endpoint, new HashSet<>(paths)));
        for (Found.Group group : before.groups()) {
            add(new Key(group.endpoint(), group.paths()), group.calls(), group.samples());
        }
    }

    /// Paths of this endpoint that are known to be noise.
    public Set<String> noise(String endpoint) {
        return Set.copyOf(noise.getOrDefault(endpoint, Set.of()));
    }

    /// Takes what came of one call.
    ///
    /// @param call the original
    public void add(String endpoint, String call, Compared one) {
        if (!one.comparable()) {
            incomparable++;
            return;
        }
        compared++;
        learn(endpoint, one.noise());
        List<Difference> left = new ArrayList<>(one.differences());
        left.removeIf(difference -> noise(endpoint).contains(difference.path()));
        if (!left.isEmpty()) {
            withoutBaseline += one.baseline() ? 0 : 1;
            Set<String> paths = new TreeSet<>();
            left.forEach(difference -> paths.add(difference.path()));
            add(new Key(endpoint, paths), 1, List.of(new Found.Sample(call, left)));
        }
    }

    /// What differs between two workers of the current version is noise, before and after.
    private void learn(String endpoint, Set<String> paths) {
        Set<String> known = noise.computeIfAbsent(endpoint, _ -> new HashSet<>());
        if (known.size() + paths.size() > MAX_NOISE || !known.addAll(paths)) {
            return;
        }
        Map<Key, Group> before = groups;
        groups = new LinkedHashMap<>();
        before.forEach(
                (key, group) -> {
                    Set<String> left = new TreeSet<>(key.paths());
                    if (key.endpoint().equals(endpoint)) {
                        left.removeAll(known);
                    }
                    if (!left.isEmpty()) {
                        add(new Key(key.endpoint(), left), group.calls, group.samples);
                    }
                });
    }

    private void add(Key key, long calls, List<Found.Sample> samples) {
        if (groups.size() >= MAX_GROUPS && !groups.containsKey(key)) {
            overflow += calls;
            return;
        }
        Group group = groups.computeIfAbsent(key, _ -> new Group());
        group.calls += calls;
        int room = Math.min(samples.size(), MAX_SAMPLES - group.samples.size());
        group.samples.addAll(samples.subList(0, room));
    }

    /// All of it.
    public Found found() {
        List<Found.Group> all = new ArrayList<>();
        groups.forEach(
                (key, group) ->
                        all.add(
                                new Found.Group(
                                        key.endpoint(), key.paths(), group.calls, group.samples)));
        Map<String, Set<String>> noises = new HashMap<>();
        noise.forEach((endpoint, paths) -> noises.put(endpoint, Set.copyOf(paths)));
        return new Found(compared, incomparable, withoutBaseline, all, overflow, noises);
    }
}
