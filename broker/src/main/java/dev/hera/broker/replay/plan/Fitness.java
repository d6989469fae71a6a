package dev.hera.broker.replay.plan;

import dev.hera.wire.Endpoint;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.Set;

/// Whether a recorded call can be sent again as it was, and what must be allowed for that.
///
/// Records are made for reading: secrets are masked, large bodies are not kept. What is missing is
/// never made up.
///
/// @param unfit why it can never be sent; empty when it can
/// @param needs flags without which it must not be sent
public record Fitness(String unfit, Set<Flag> needs) {
    public Fitness {
        needs = Set.copyOf(needs);
    }

    /// Judges one.
    ///
    /// @param endpoint as those who are aimed at announce it; null when they do not
    public static Fitness of(Traits call, @Nullable Endpoint endpoint) {
        if (!call.unfit().isEmpty()) {
            return unfit(call.unfit());
        }
        if (endpoint == null) {
            return unfit("the target does not serve its endpoint");
        }
        Set<Flag> needs = EnumSet.noneOf(Flag.class);
        if (call.masked()) {
            needs.add(Flag.MASKED);
        }
        if (!endpoint.idempotent() && !call.notRun()) {
            needs.add(Flag.EFFECTS);
        }
        return new Fitness("", needs);
    }

    private static Fitness unfit(String why) {
        return new Fitness(why, Set.of());
    }

    /// Why it is left out of a replay with these flags; empty when it is not.
    public String leftOut(Set<Flag> flags) {
        if (!unfit.isEmpty()) {
            return unfit;
        }
        return needs.contains(Flag.MASKED) && !flags.contains(Flag.MASKED)
                ? "something secret in it was masked (flag masked sends the masks)"
                : "";
    }
}
