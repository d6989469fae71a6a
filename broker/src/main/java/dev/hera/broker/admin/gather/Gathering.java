package dev.hera.broker.admin.gather;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.broker.access.Gatekeeper;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.peer.Pass;
import dev.hera.broker.admin.fleet.Neighbours;
import dev.hera.broker.call.CallId;
import dev.hera.broker.recall.Asker;
import dev.hera.broker.recall.Found;
import dev.hera.broker.recall.Recall;
import dev.hera.broker.replay.plan.Original;
import dev.hera.broker.replay.plan.Originals;
import dev.hera.broker.replay.plan.Traits;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The records of other brokers, for replays of this one; any thread, which it blocks.
///
/// They are asked in the name of the token that planned the replay, also when the replay goes on
/// after a start of this broker: a token that is revoked meanwhile ends that.
public final class Gathering implements Originals.Others {
    private static final Duration LONGEST = Duration.ofSeconds(6);

    private final Gatekeeper gatekeeper;
    private final Neighbours neighbours;
    private final Recall recall;
    private final Supplier<Set<String>> absent;

    /// @param absent brokers that were there since the start of this one and are not there now
    public Gathering(
            Gatekeeper gatekeeper,
            Neighbours neighbours,
            Recall recall,
            Supplier<Set<String>> absent) {
        this.gatekeeper = gatekeeper;
        this.neighbours = neighbours;
        this.recall = recall;
        this.absent = absent;
    }

    @Override
    public Original look(CallId id, String by) {
        Pass pass = gatekeeper.pass(by, Scope.Verb.ADMIN_READ);
        if (pass == null) {
            return new Original.Away("token " + by + " may not read records any more");
        }
        return switch (recall.find(id, new Asker(pass, Asker.Right.ALL), Duration.ZERO)) {
            case Found.Kept(var record, _) -> new Original.Kept(record, Traits.ofSettled(record));
            case Found.None _ -> new Original.Gone();
            case Found.Away(String why) -> new Original.Away(why);
        };
    }

    @Override
    public Originals.Heard each(String filter, Instant at, String by, Predicate<Traits> seen) {
        Tour tour = new Tour(new GatherQuestion(filter, at, null), seen);
        absent.get().forEach(id -> tour.miss("broker " + id + ": it is not there now"));
        Pass pass = gatekeeper.pass(by, Scope.Verb.ADMIN_READ);
        if (pass == null) {
            tour.miss("all other brokers: token " + by + " has no scope admin:read");
            return tour.end();
        }
        long end = System.nanoTime() + LONGEST.toNanos();
        while (tour.goesOn() && System.nanoTime() < end) {
            tour.heard(neighbours.each(tour::question, pass));
        }
        return tour.end();
    }

    /// A broker that does not answer is passed over: in an incident not all are there.
    @Override
    public Set<CallId> sent(String target, CallId from, CallId to, String by) {
        Set<CallId> sent = new HashSet<>();
        Pass pass = gatekeeper.pass(by, Scope.Verb.ADMIN_READ);
        if (pass != null) {
            String question = new SentQuestion(target, from, to).path();
            for (JsonNode answer : neighbours.ask(question, pass).values()) {
                for (JsonNode call : answer.path("calls")) {
                    CallId.parse(call.asText()).ifPresent(sent::add);
                }
            }
        }
        return sent;
    }
}
