package dev.hera.broker.replay;

import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.replay.Sending.Sent;
import dev.hera.broker.replay.compare.Answers;
import dev.hera.broker.replay.compare.Compared;
import dev.hera.broker.replay.plan.Fitness;
import dev.hera.broker.replay.plan.Flag;
import dev.hera.broker.replay.plan.Traits;
import dev.hera.broker.replay.plan.Wanted;
import dev.hera.broker.route.Router;
import dev.hera.broker.route.aim.Aim;
import dev.hera.wire.Endpoint;
import dev.hera.wire.compare.Difference;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
    /// @param noise paths of an endpoint that are known to be noise
    Compared compare(int place, Sent sent, Function<String, Set<String>> noise) {
        CallRecord record = sent.record();
        Optional<List<Difference>> found =
                record == null ? Optional.empty() : answers(record.ending(), sent.ending());
        if (record == null || found.isEmpty()) {
            return sent.remote().isEmpty() ? Compared.NOT : calls(sent);
        }
        Set<String> known = noise.apply(record.opening().endpoint());
        List<Difference> left = new ArrayList<>(counted(found.get()));
        left.addAll(counted(sent.remote()));
        left.removeIf(d -> known.contains(d.path()));
        if (left.isEmpty()) {
            return new Compared(true, left, true, Set.of());
        }
        List<Sent> current = witnesses(place, record);
        if (current.size() < WITNESSES) {
            return new Compared(true, left, false, Set.of());
        }
        Set<String> noisy = paths(current.getFirst(), current.getLast());
        Set<String> ofTarget = paths(current.getFirst(), sent);
        left.removeIf(d -> noisy.contains(d.path()) || !ofTarget.contains(d.path()));
        return new Compared(true, left, true, noisy);
    }

    /// Compares only what its handler called, of which nobody else is asked.
    Compared calls(Sent sent) {
        boolean comparable = wanted.has(Flag.HERMETIC) && sent.ending() != null;
        return comparable
                ? new Compared(true, counted(sent.remote()), true, Set.of())
                : Compared.NOT;
    }

    private List<Difference> counted(List<Difference> all) {
        return all.stream().filter(d -> !d.isWithin(wanted.ignore())).toList();
    }

    /// Where the answers differ; empty when one of them is none.
    private Optional<List<Difference>> answers(@Nullable Ending then, @Nullable Ending now) {
        return then == null || now == null
                ? Optional.empty()
                : Answers.differences(then, now, wanted.headers());
    }

    /// Where two of today differ; what their handlers called is held against then for both.
    private Set<String> paths(Sent one, Sent other) {
        Set<String> paths = new HashSet<>(called(one));
        paths.addAll(called(other));
        paths.removeIf(path -> called(one).contains(path) && called(other).contains(path));
        answers(one.ending(), other.ending()).orElse(List.of()).stream()
                .map(Difference::path)
                .forEach(paths::add);
        return paths;
    }

    private static Set<String> called(Sent sent) {
        return sent.remote().stream().map(Difference::path).collect(Collectors.toSet());
    }

    /// What two workers of the current version answer now; fewer when there are not two, or when
    /// asking them could do harm.
    private List<Sent> witnesses(int place, CallRecord record) {
        List<Sent> answers = new ArrayList<>();
        String name = record.opening().endpoint();
        Endpoint endpoint = router.endpoint(name, Aim.LIVE).orElse(null);
        Fitness fitness = Fitness.of(Traits.ofSettled(record), endpoint);
        if (!fitness.unfit().isEmpty() || !wanted.flags().containsAll(fitness.needs())) {
            return answers;
        }
        for (Aim one : router.able(name, WITNESSES)) {
            Sent sent = sending.probe(place, record, "witness " + answers.size(), one);
            Ending ending = sent.ending();
            if (ending == null || !ending.outcome().equals("answered")) {
                return List.of();
            }
            answers.add(sent);
        }
        return answers;
    }
}
