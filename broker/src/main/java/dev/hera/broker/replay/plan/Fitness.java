package dev.hera.broker.replay.plan;

import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.redact.MaskKey;
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
    public static Fitness of(CallRecord record, @Nullable Endpoint endpoint) {
        Opening opening = record.opening();
        if (record.isRunning()) {
            return unfit("it is still running");
        }
        if (opening.endpoint().isEmpty()) {
            return unfit("nobody had announced its endpoint");
        }
        if (endpoint == null) {
            return unfit("the target does not serve its endpoint");
        }
        if (opening.body() instanceof KeptBody.TooLarge) {
            return unfit("its body was too large to be kept");
        }
        if (opening.body() instanceof KeptBody.Apart) {
            return unfit("its body cannot be read");
        }
        Set<Flag> needs = EnumSet.noneOf(Flag.class);
        if (isMasked(opening)) {
            needs.add(Flag.MASKED);
        }
        if (!endpoint.idempotent() && !isKnownNotToHaveRun(record.ending())) {
            needs.add(Flag.EFFECTS);
        }
        return new Fitness("", needs);
    }

    private static Fitness unfit(String why) {
        return new Fitness(why, Set.of());
    }

    /// A caller who writes the same word himself is taken for masked: too careful does no harm.
    private static boolean isMasked(Opening opening) {
        boolean body = (opening.body() instanceof KeptBody.Whole(_, boolean masked)) && masked;
        return body
                || opening.query().contains(MaskKey.PREFIX)
                || opening.path().contains(MaskKey.PREFIX)
                || opening.headers().values().stream().anyMatch(v -> v.contains(MaskKey.PREFIX));
    }

    private static boolean isKnownNotToHaveRun(@Nullable Ending ending) {
        return ending != null && ending.outcome().equals("not-executed");
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
