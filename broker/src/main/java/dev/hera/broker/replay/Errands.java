package dev.hera.broker.replay;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.replay.compare.Compared;
import dev.hera.broker.replay.plan.Flag;
import dev.hera.broker.replay.plan.Plan;
import dev.hera.broker.route.aim.Aim;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// What is done for each call of a replay: sent, and compared where that is wanted. Each on the
/// call's own virtual thread.
final class Errands {
    private final Plan plan;
    private final Sending sending;
    private final Comparing comparing;

    Errands(Ground ground, Plan plan, Instant startedAt, int starts) {
        this.plan = plan;
        Twins twins = new Twins(plan.id(), startedAt, ground.ids().broker());
        sending = new Sending(ground, plan, twins, starts);
        comparing = new Comparing(plan.wanted(), ground.router(), sending);
    }

    /// Where calls go; empty when the one worker is away.
    Optional<Aim> aim() {
        return sending.aim();
    }

    /// Sends one and waits for its end.
    ///
    /// @param going whether it is worth trying again
    /// @param noise paths of an endpoint that are known to be noise
    Result run(
            int place,
            CallId original,
            BooleanSupplier going,
            Function<String, Set<String>> noise) {
        Sending.Sent sent = sending.send(place, original, going);
        CallRecord record = sent.record();
        if (record == null) {
            return new Result(sent.word(), "", original.toString(), null);
        }
        String endpoint = record.opening().endpoint();
        return new Result(sent.word(), endpoint, original.toString(), compared(place, sent, noise));
    }

    /// Null when nothing is to be compared.
    private @Nullable Compared compared(
            int place, Sending.Sent sent, Function<String, Set<String>> noise) {
        if (plan.wanted().has(Flag.COMPARE)) {
            return comparing.compare(place, sent, noise);
        }
        return plan.wanted().has(Flag.HERMETIC) ? comparing.calls(sent) : null;
    }
}
