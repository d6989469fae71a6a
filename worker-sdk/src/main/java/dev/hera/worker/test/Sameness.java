package dev.hera.worker.test;

import java.util.Set;
import java.util.function.BiPredicate;

/// Which texts of then and now are as good as equal: those of a kind that may differ, and those
/// that were masked when they were recorded, as far as they can be seen; any thread.
///
/// @param kinds that need not be equal
record Sameness(Set<Alike> kinds) implements BiPredicate<String, String> {
    /// How what the journal puts in place of a secret begins; 22 characters follow.
    static final String MASK = "masked:";

    private static final int MASK_CHARS = MASK.length() + 22;

    Sameness {
        kinds = Set.copyOf(kinds);
    }

    @Override
    public boolean test(String was, String now) {
        return kinds.stream().anyMatch(kind -> kind.is(was) && kind.is(now)) || isUnder(was, now);
    }

    /// Whether the masked text could be this one: what stands around the masks is the same.
    private static boolean isUnder(String masked, String now) {
        int at = masked.indexOf(MASK);
        if (at < 0) {
            return false;
        }
        if (!now.startsWith(masked.substring(0, at))) {
            return false;
        }
        String rest = masked.substring(Math.min(masked.length(), at + MASK_CHARS));
        if (rest.indexOf(MASK) < 0) {
            return now.length() >= at + rest.length() && now.endsWith(rest);
        }
        for (int from = at; from <= now.length(); from++) {
            if (isUnder(rest, now.substring(from))) {
                return true;
            }
        }
        return false;
    }
}
