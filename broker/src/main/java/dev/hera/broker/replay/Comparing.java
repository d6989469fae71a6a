package dev.hera.broker.replay;

import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.replay.compare.Answers;
import dev.hera.broker.replay.compare.Compared;
import dev.hera.broker.replay.plan.Fitness;
import dev.hera.broker.replay.plan.Traits;
import dev.hera.broker.replay.plan.Wanted;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.aim.Aim;
import dev.hera.wire.Endpoint;
import dev.hera.wire.compare.Difference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Holds the answer of a replayed call against the one of then; on that call's thread.
///
/// Where they differ in something new, two workers of the current version are asked the same: in
/// what these two differ from each other is noise, and what the first of them answers like the
/// target has changed for everybody and says nothing about the target either.
final class Comparing {
    private static final int WITNESSES = 2;

    private final Wanted wanted;
    private final Router router;
    private final Sending sending;

    Comparing(Wanted wanted, Router router, Sending sending) {
        this.wanted = wanted;
        this.router = router;
        this.sending = sending;
    }

    /// Compares one.
    ///
    /// @param noise paths of this endpoint that are known to be noise
    Compared compare(int place, CallRecord record, Ending now, Set<String> noise) {
        Ending then = record.ending();
        Optional<List<Difference>> found =
                then == null ? Optional.empty() : Answers.differences(then, now, wanted.headers());
        if (then == null || found.isEmpty()) {
            return Compared.NOT;
        }
        List<Difference> left = new ArrayList<>(found.get());
        left.removeIf(d -> d.isWithin(wanted.ignore()) || noise.contains(d.path()));
        if (left.isEmpty()) {
            return new Compared(true, left, true, Set.of());
        }
        List<Ending> current = witnesses(place, record);
        if (current.size() < WITNESSES) {
            return new Compared(true, left, false, Set.of());
        }
        Set<String> noisy = paths(current.getFirst(), current.getLast());
        Set<String> ofTarget = paths(current.getFirst(), now);
        left.removeIf(d -> noisy.contains(d.path()) || !ofTarget.contains(d.path()));
        return new Compared(true, left, true, noisy);
    }

    private Set<String> paths(Ending one, Ending other) {
        return Answers.differences(one, other, wanted.headers()).orElse(List.of()).stream()
                .map(Difference::path)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /// What two workers of the current version answer now; fewer when there are not two, or when
    /// asking them could do harm.
    private List<Ending> witnesses(int place, CallRecord record) {
        List<Ending> endings = new ArrayList<>();
        String name = record.opening().endpoint();
        Endpoint endpoint = router.endpoint(name, Aim.LIVE).orElse(null);
        Fitness fitness = Fitness.of(Traits.ofSettled(record), endpoint);
        if (!fitness.unfit().isEmpty() || !wanted.flags().containsAll(fitness.needs())) {
            return endings;
        }
        for (Aim one : router.able(name, WITNESSES)) {
            Ending ending = sending.probe(place, record, "witness " + endings.size(), one);
            if (ending == null || !ending.outcome().equals("answered")) {
                return List.of();
            }
            endings.add(ending);
        }
        return endings;
    }
}
