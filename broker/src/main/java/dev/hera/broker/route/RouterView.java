package dev.hera.broker.route;

import dev.hera.broker.route.rank.Factors;
import dev.hera.broker.route.rank.Odds;
import dev.hera.broker.route.rank.Skip;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;
import dev.hera.wire.Vitals;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// The routing table as people see it: every endpoint, every worker, and what limits each;
/// immutable, made on demand.
///
/// @param version counts membership changes of this broker
public record RouterView(long version, List<Served> endpoints, List<Connected> workers) {
    public RouterView {
        endpoints = List.copyOf(endpoints);
        workers = List.copyOf(workers);
    }

    /// How closely endpoints are looked at.
    enum Detail {
        /// Each with its workers.
        WHOLE,
        /// Only what its workers come to.
        SHORT
    }

    /// The table as it stands.
    static RouterView of(Roster roster, long now, Function<Row, Odds> odds, Detail detail) {
        RoutingTable table = roster.table();
        List<Served> endpoints =
                table.rows().values().stream()
                        .map(row -> served(row, odds.apply(row), detail))
                        .sorted(Comparator.comparing(s -> s.endpoint().name()))
                        .toList();
        List<Connected> workers =
                roster.workers().stream()
                        .map(worker -> connected(worker, now))
                        .sorted(Comparator.comparing(Connected::worker))
                        .toList();
        return new RouterView(table.version(), endpoints, workers);
    }

    static Served served(Row row, Odds odds, Detail detail) {
        return new Served(
                row.endpoint(),
                row.key().role(),
                Duration.ofNanos((long) row.pace().execNanos()),
                odds.isPanic(),
                Standing.of(row, odds),
                detail == Detail.WHOLE ? places(row, odds) : List.of(),
                row.preference().words(),
                row.departed());
    }

    private static List<Place> places(Row row, Odds odds) {
        List<Place> places = new ArrayList<>(odds.size());
        for (int i = 0; i < odds.size(); i++) {
            Seat seat = row.seats().get(i);
            Factors factors = odds.at(i);
            double errors = seat.health().errors();
            places.add(
                    new Place(
                            factors.worker(),
                            odds.chance(i),
                            seat.running(),
                            errors,
                            factors.limits()));
        }
        return places;
    }

    private static Connected connected(Worker worker, long now) {
        Frame.Hello hello = worker.hello();
        Worker.Report report = worker.report();
        return new Connected(
                worker.id(),
                hello.service(),
                hello.instance(),
                hello.version(),
                hello.role(),
                worker.own(),
                worker.others(),
                Duration.ofNanos(worker.ping()),
                report == null ? null : report.vitals(),
                report == null ? null : Duration.ofNanos(now - report.at()),
                state(worker));
    }

    static String state(Worker worker) {
        Skip skip = worker.skip();
        return skip == Skip.NONE ? "ready" : skip.words();
    }

    /// An endpoint and who serves it.
    ///
    /// @param pace mean execution time of a call
    /// @param panic memory and ejection are ignored, because too few workers would be left
    /// @param standing what its workers come to
    /// @param places its workers, one by one; empty when only the whole was asked for
    /// @param preference what an operator wants here, in words; empty for the rule as it is
    /// @param departed workers that served it and left, the last first
    public record Served(
            Endpoint endpoint,
            Frame.Role role,
            Duration pace,
            boolean panic,
            Standing standing,
            List<Place> places,
            String preference,
            List<String> departed) {
        public Served {
            places = List.copyOf(places);
            departed = List.copyOf(departed);
        }
    }

    /// The workers of an endpoint together.
    ///
    /// @param workers that announced it
    /// @param ready those of them that get calls
    /// @param running calls of this broker that they are running
    /// @param errors recent errors of a call as it would be sent now, 0..1
    /// @param limits what keeps most of them back, without figures: `CPU, at 3`
    public record Standing(
            int workers, int ready, int running, double errors, List<String> limits) {
        public Standing {
            limits = List.copyOf(limits);
        }

        /// Makes no text for a worker: a large table has a hundred thousand places.
        private static Standing of(Row row, Odds odds) {
            int running = 0;
            double errors = 0;
            for (int i = 0; i < odds.size(); i++) {
                Seat seat = row.seats().get(i);
                running += seat.running();
                errors += odds.chance(i) * seat.health().errors();
            }
            return new Standing(odds.size(), odds.eligible(), running, errors, odds.limits());
        }
    }

    /// A worker at an endpoint.
    ///
    /// @param chance part of the draws that it gets, 0..1
    /// @param running calls of this broker that it is running for this endpoint
    /// @param errors recent errors, 0..1
    /// @param limits everything that keeps its share down, in words
    public record Place(
            String worker, double chance, int running, double errors, List<String> limits) {
        public Place {
            limits = List.copyOf(limits);
        }
    }

    /// A worker.
    ///
    /// @param own calls of this broker that it is running
    /// @param others calls of other brokers it was last heard to run
    /// @param vitals its last report; null before the first
    /// @param reportAge how old that is; null before the first
    /// @param state `ready`, or what keeps it out
    public record Connected(
            String worker,
            String service,
            String instance,
            String version,
            Frame.Role role,
            int own,
            int others,
            Duration ping,
            @Nullable Vitals vitals,
            @Nullable Duration reportAge,
            String state) {}
}
