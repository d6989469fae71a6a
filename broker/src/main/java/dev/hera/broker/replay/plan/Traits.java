package dev.hera.broker.replay.plan;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.KeptBody;
import dev.hera.broker.journal.record.Opening;
import dev.hera.broker.journal.redact.MaskKey;

import org.jspecify.annotations.Nullable;

/// What a plan must know of a recorded call; little enough to be told to another broker.
///
/// @param endpoint as recorded; empty when nobody had announced it
/// @param unfit why it can never be sent; empty when it can
/// @param masked whether something secret in it was replaced
/// @param notRun whether it is certain that no worker ran it
/// @param bytes of its body
public record Traits(
        CallId id, String endpoint, String unfit, boolean masked, boolean notRun, long bytes) {

    /// Of a call as it is recorded; one that was accepted waits to be delivered.
    public static Traits of(CallRecord record) {
        String unfit =
                record.word().equals(CallRecord.ACCEPTED)
                        ? "it is accepted and will be delivered, or was forgotten"
                        : unfit(record);
        return of(record, unfit);
    }

    /// Of a call of which nobody delivers anything any more.
    public static Traits ofSettled(CallRecord record) {
        return of(record, unfit(record));
    }

    private static Traits of(CallRecord record, String unfit) {
        Opening opening = record.opening();
        return new Traits(
                record.id(),
                opening.endpoint(),
                unfit,
                isMasked(opening),
                isKnownNotToHaveRun(record.ending()),
                opening.body().length());
    }

    private static String unfit(CallRecord record) {
        if (record.isRunning()) {
            return "it is still running";
        }
        if (record.opening().endpoint().isEmpty()) {
            return "nobody had announced its endpoint";
        }
        return switch (record.opening().body()) {
            case KeptBody.TooLarge _ -> "its body was too large to be kept";
            case KeptBody.Apart _ -> "its body cannot be read";
            case KeptBody.None _, KeptBody.Whole _ -> "";
        };
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
}
