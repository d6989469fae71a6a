package dev.hera.broker.replay.plan;

import dev.hera.broker.call.CallId;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A replay as an operator asks for it.
///
/// @param filter which calls, in the language of `calls list`; empty when ids are given
/// @param ids which calls; empty when a filter is given
/// @param target `live`, `candidate`, or a worker's id; never an address
/// @param perSecond calls a second; 0 for as many as there is room for
/// @param inFlight most under way at a time
/// @param ignore JSON paths whose differences do not count
/// @param headers of answers that are compared too
public record Wanted(
        String filter,
        List<String> ids,
        String target,
        double perSecond,
        int inFlight,
        Set<Flag> flags,
        List<String> ignore,
        List<String> headers) {
    /// Most calls a second that may be asked for.
    public static final double MAX_PER_SECOND = 100_000;

    /// Most calls under way that may be asked for.
    public static final int MAX_IN_FLIGHT = 1_000;

    /// Usual calls under way.
    public static final int USUAL_IN_FLIGHT = 64;

    /// Most ids and paths.
    public static final int MAX_NAMED = 10_000;

    public Wanted {
        ids = List.copyOf(ids);
        flags = Set.copyOf(flags);
        ignore = List.copyOf(ignore);
        headers = List.copyOf(headers);
    }

    /// What is wrong with it, in words; empty when nothing is.
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (filter.isBlank() == ids.isEmpty()) {
            faults.add("either a filter or ids say which calls");
        }
        if (!isPace(perSecond)) {
            faults.add("perSecond is 0 for as fast as there is room, or at most 100000");
        }
        if (inFlight < 1 || inFlight > MAX_IN_FLIGHT) {
            faults.add("inFlight is 1 to " + MAX_IN_FLIGHT);
        }
        if (Math.max(ids.size(), ignore.size() + headers.size()) > MAX_NAMED) {
            faults.add("at most " + MAX_NAMED + " ids or paths");
        }
        ids.stream()
                .filter(id -> CallId.parse(id).isEmpty())
                .findFirst()
                .ifPresent(id -> faults.add("\"" + id + "\" is no id of a call"));
        return faults;
    }

    /// Whether calls can be sent at this rate.
    public static boolean isPace(double perSecond) {
        return perSecond >= 0 && perSecond <= MAX_PER_SECOND;
    }

    /// Whether this is allowed or asked for.
    public boolean has(Flag flag) {
        return flags.contains(flag);
    }
}
