package dev.hera.broker.replay.compare;

import dev.hera.wire.compare.Difference;

import java.util.List;
import java.util.Set;

/// What came of comparing one call.
///
/// @param comparable whether both have an answer
/// @param differences what is left without what is ignored and what is noise
/// @param baseline whether two workers of the current version were asked, or need not be
/// @param noise paths that differed between these two
public record Compared(
        boolean comparable, List<Difference> differences, boolean baseline, Set<String> noise) {
    /// There is no answer then, or none now.
    public static final Compared NOT = new Compared(false, List.of(), true, Set.of());

    public Compared {
        differences = List.copyOf(differences);
        noise = Set.copyOf(noise);
    }
}
