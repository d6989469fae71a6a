package dev.hera.broker.route;

import dev.hera.broker.route.RoutingTable.RowKey;
import dev.hera.broker.route.aim.Aim;
import dev.hera.broker.route.aim.Spare;
import dev.hera.broker.route.prefer.Preference;
import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who is here and what each announced. Membership changes take the lock, one after another, and
/// end in one new [RoutingTable]; calls only ever read the table.
final class Roster {
    private final RouterSettings settings;
    private final Map<String, Worker> workers = new ConcurrentHashMap<>();
    private final Map<String, Announced> announcements = new HashMap<>();
    private volatile RoutingTable table = RoutingTable.EMPTY;

    /// What a worker announced last, and what it was told.
    private record Announced(
            long generation,
            List<Endpoint> endpoints,
            Set<RowKey> keys,
            List<Frame.Refused> refused) {}

    Roster(RouterSettings settings) {
        this.settings = settings;
    }

    RoutingTable table() {
        return table;
    }

    @Nullable Worker worker(String id) {
        return workers.get(id);
    }

    List<Worker> workers() {
        return List.copyOf(workers.values());
    }

    /// What the workers of these endpoints that are aimed at could take besides what they run.
    Spare spare(Set<String> endpoints, Aim aim) {
        Spare spare = Spare.NONE;
        Set<Worker> seen = new HashSet<>();
        for (Row row : table.rows().values()) {
            if (!endpoints.contains(row.endpoint().name())) {
                continue;
            }
            for (Seat seat : row.seats()) {
                Worker worker = seat.worker();
                boolean able = aim.means(worker.hello(), worker.id()) && worker.skip().isSoft();
                if (able && seen.add(worker)) {
                    Worker.Report report = worker.report();
                    double cpu = report == null ? 0 : busy(report);
                    spare = spare.and(worker.slots(), worker.own() + worker.others(), cpu);
                }
            }
        }
        return spare;
    }

    /// A host that others use up has no more room than one that the worker does.
    private static double busy(Worker.Report report) {
        return Math.max(report.cpu(), report.vitals().cpuHost());
    }

    /// A worker is linked; one of the same id that was there before is gone.
    synchronized void joined(Worker worker) {
        Worker old = workers.get(worker.id());
        if (old != null) {
            remove(old);
        }
        workers.put(worker.id(), worker);
    }

    /// A line is lost; nothing happens when the worker has a newer one already.
    synchronized void left(Line line) {
        Worker worker = workers.get(line.worker());
        if (worker != null && worker.line().equals(line)) {
            remove(worker);
        }
    }

    private void remove(Worker worker) {
        worker.goes();
        workers.remove(worker.id());
        Announced last = announcements.remove(worker.id());
        if (last != null) {
            swap(worker, last.keys(), Map.of());
        }
    }

    /// An endpoint is known although no worker here announced it.
    synchronized void remember(Endpoint endpoint) {
        if (RoutingTable.shape(endpoint.name()) instanceof RoutingTable.Shape.Of(String shape)) {
            RowKey key = new RowKey(shape, Frame.Role.LIVE);
            Row row = table.row(key);
            if (row == null) {
                table = table.with(Map.of(key, known(key, endpoint)));
            } else if (row.seats().isEmpty()) {
                table = table.with(Map.of(key, row.promising(endpoint)));
            }
        }
    }

    /// Replaces all that a worker announced before; what is refused stands in the answer, the rest
    /// stands in the table.
    synchronized List<Frame.Refused> announced(String id, long generation, List<Endpoint> all) {
        Worker worker = workers.get(id);
        if (worker == null) {
            return refuseAll(all, "worker " + id + " is not connected");
        }
        Announced last = announcements.get(id);
        if (last != null && generation <= last.generation()) {
            boolean same = generation == last.generation() && all.equals(last.endpoints());
            return same
                    ? last.refused()
                    : refuseAll(
                            all,
                            "generation " + generation + " is not newer than " + last.generation());
        }
        List<Frame.Refused> refused = new ArrayList<>();
        Map<RowKey, Endpoint> taken = new LinkedHashMap<>();
        for (Endpoint endpoint : all) {
            String why = take(endpoint, worker.hello().role(), taken);
            if (why != null) {
                refused.add(new Frame.Refused(endpoint.name(), why));
            }
        }
        Set<RowKey> before = last == null ? Set.of() : last.keys();
        announcements.put(
                id,
                new Announced(generation, all, Set.copyOf(taken.keySet()), List.copyOf(refused)));
        swap(worker, before, taken);
        return refused;
    }

    private Row known(RowKey key, Endpoint endpoint) {
        Preference preference =
                settings.preferences().getOrDefault(endpoint.name(), Preference.NONE);
        return Row.known(key, endpoint, preference);
    }

    private static List<Frame.Refused> refuseAll(List<Endpoint> endpoints, String why) {
        return endpoints.stream().map(e -> new Frame.Refused(e.name(), why)).toList();
    }

    /// Why an endpoint is not taken; null when it is.
    private @Nullable String take(Endpoint endpoint, Frame.Role role, Map<RowKey, Endpoint> taken) {
        if (taken.size() >= settings.maxEndpoints()) {
            return "a worker may announce " + settings.maxEndpoints() + " endpoints";
        }
        List<String> faults = endpoint.faults();
        if (!faults.isEmpty()) {
            return String.join("; ", faults);
        }
        return switch (RoutingTable.shape(endpoint.name())) {
            case RoutingTable.Shape.None none -> none.why();
            case RoutingTable.Shape.Of of -> {
                Endpoint first = taken.putIfAbsent(new RowKey(of.text(), role), endpoint);
                yield first == null ? null : "is the same as " + first.name();
            }
        };
    }

    /// One new table: this worker leaves what it had before and sits at what it announces now.
    /// A seat that stays keeps what was learnt there.
    private void swap(Worker worker, Set<RowKey> before, Map<RowKey, Endpoint> after) {
        Map<RowKey, Row> changed = new HashMap<>();
        Set<RowKey> dropped = new HashSet<>(before);
        dropped.removeAll(after.keySet());
        for (RowKey key : dropped) {
            Row row = table.row(key);
            if (row != null) {
                changed.put(key, row.without(worker.id()));
            }
        }
        after.forEach(
                (key, endpoint) -> {
                    Row row = table.row(key);
                    Row base = row == null ? known(key, endpoint) : row;
                    boolean sits =
                            base.seats().stream()
                                    .anyMatch(
                                            s ->
                                                    s.worker() == worker
                                                            && s.endpoint().equals(endpoint));
                    changed.put(
                            key,
                            sits
                                    ? base.promising(endpoint)
                                    : base.with(new Seat(worker, endpoint)));
                });
        table = table.with(changed);
    }
}
