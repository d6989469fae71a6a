package dev.hera.broker.route;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What workers could take besides what they run; a picture.
///
/// @param workers that take calls now
/// @param slots of all of them
/// @param running calls of all brokers, as far as this one knows
/// @param cpu of the busiest, 0..1
public record Spare(int workers, double slots, int running, double cpu) {
    static Spare of(RoutingTable table, Set<String> endpoints, Aim aim) {
        Set<Worker> seen = new HashSet<>();
        double slots = 0;
        int running = 0;
        double cpu = 0;
        for (Row row : table.rows().values()) {
            boolean wanted = endpoints.contains(row.endpoint().name());
            for (Seat seat : wanted ? row.seats() : List.<Seat>of()) {
                Worker worker = seat.worker();
                boolean able = aim.means(worker) && worker.skip().isSoft();
                if (able && seen.add(worker)) {
                    slots += worker.slots();
                    running += worker.own() + worker.others();
                    Worker.Report report = worker.report();
                    cpu = Math.max(cpu, report == null ? 0 : report.cpu());
                }
            }
        }
        return new Spare(seen.size(), slots, running, cpu);
    }
}
