package dev.hera.broker.replay.compare;

import dev.hera.wire.compare.Difference;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was found when answers were compared; a picture that can be kept and shown.
///
/// @param compared calls whose answers were compared
/// @param incomparable calls with no answer then or now
/// @param withoutBaseline differing calls that no two workers of the current version were asked for
/// @param groups calls that differ, by where
/// @param overflow differing calls beyond the groups that are kept
/// @param noise by endpoint, paths that differ between two workers of the current version too
public record Found(
        long compared,
        long incomparable,
        long withoutBaseline,
        List<Group> groups,
        long overflow,
        Map<String, Set<String>> noise) {
    /// Nothing compared.
    public static final Found NOTHING = new Found(0, 0, 0, List.of(), 0, Map.of());

    public Found {
        groups = List.copyOf(groups);
        noise = Map.copyOf(noise);
    }

    /// Calls of one endpoint that differ in the same places.
    public record Group(String endpoint, Set<String> paths, long calls, List<Sample> samples) {
        public Group {
            paths = Set.copyOf(paths);
            samples = List.copyOf(samples);
        }
    }

    /// One of them.
    ///
    /// @param call the original
    public record Sample(String call, List<Difference> differences) {
        public Sample {
            differences = List.copyOf(differences);
        }
    }

    /// Calls that differ in something that is no noise.
    public long different() {
        return groups.stream().mapToLong(Group::calls).sum() + overflow;
    }
}
