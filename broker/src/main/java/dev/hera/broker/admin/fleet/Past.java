package dev.hera.broker.admin.fleet;

import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Who served what at any instant, as far back as the changes fit; any thread, under its own lock.
///
/// Kept are the changes, not the tables: the table of an instant is the oldest that is known and
/// all changes until then. Bounded in changes and in the endpoints that they name.
public final class Past {
    private final InstantSource clock;
    private final int maxChanges;
    private final int maxNames;
    private final Deque<Change> changes = new ArrayDeque<>();
    private final Map<String, Member> oldest = new HashMap<>();
    private final Map<String, Member> newest = new HashMap<>();
    private Instant since;
    private int names;

    /// A worker at an instant; immutable.
    ///
    /// @param state `ready`, or what kept it from calls
    public record Member(
            String worker,
            String service,
            String instance,
            String version,
            String role,
            String state,
            List<String> endpoints) {
        public Member {
            endpoints = List.copyOf(endpoints);
        }
    }

    /// What a worker was from this instant on; null when it was gone.
    private record Change(Instant at, String worker, @Nullable Member after, int names) {}

    /// @param maxChanges most changes kept
    /// @param maxNames most endpoints named in them
    public Past(InstantSource clock, int maxChanges, int maxNames) {
        this.clock = clock;
        this.maxChanges = maxChanges;
        this.maxNames = maxNames;
        this.since = clock.instant();
    }

    /// A worker was linked.
    public synchronized void joined(String worker, Frame.Hello hello) {
        put(
                new Member(
                        worker,
                        hello.service(),
                        hello.instance(),
                        hello.version(),
                        hello.role().name().toLowerCase(Locale.ROOT),
                        "ready",
                        List.of()),
                0);
    }

    /// From now on it serves these and nothing else.
    public synchronized void serves(String worker, List<Endpoint> endpoints) {
        List<String> all = endpoints.stream().map(Endpoint::name).sorted().toList();
        change(
                worker,
                m ->
                        new Member(
                                m.worker(),
                                m.service(),
                                m.instance(),
                                m.version(),
                                m.role(),
                                m.state(),
                                all),
                all.size());
    }

    /// Whether it gets calls; nothing happens when that is no news.
    public synchronized void state(String worker, String state) {
        Member known = newest.get(worker);
        if (known != null && !known.state().equals(state)) {
            change(
                    worker,
                    m ->
                            new Member(
                                    m.worker(),
                                    m.service(),
                                    m.instance(),
                                    m.version(),
                                    m.role(),
                                    state,
                                    m.endpoints()),
                    0);
        }
    }

    /// Its link is gone.
    public synchronized void left(String worker) {
        if (newest.remove(worker) != null) {
            keep(new Change(clock.instant(), worker, null, 0));
        }
    }

    private void change(String worker, UnaryOperator<Member> to, int named) {
        Member known = newest.get(worker);
        if (known != null) {
            put(to.apply(known), named);
        }
    }

    private void put(Member member, int named) {
        newest.put(member.worker(), member);
        keep(new Change(clock.instant(), member.worker(), member, named));
    }

    private void keep(Change change) {
        changes.add(change);
        names += change.names();
        while (changes.size() > maxChanges || names > maxNames) {
            Change first = changes.remove();
            names -= first.names();
            since = first.at();
            apply(oldest, first);
        }
    }

    private static void apply(Map<String, Member> table, Change change) {
        if (change.after() == null) {
            table.remove(change.worker());
        } else {
            table.put(change.worker(), change.after());
        }
    }

    /// How far back anything is known.
    public synchronized Instant since() {
        return since;
    }

    /// Everybody who was linked at this instant; empty when that is longer ago than is known.
    public synchronized Optional<List<Member>> at(Instant instant) {
        if (instant.isBefore(since)) {
            return Optional.empty();
        }
        Map<String, Member> table = new TreeMap<>(oldest);
        for (Change change : changes) {
            if (!change.at().isAfter(instant)) {
                apply(table, change);
            }
        }
        return Optional.of(List.copyOf(table.values()));
    }
}
