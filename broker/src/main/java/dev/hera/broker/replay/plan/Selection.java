package dev.hera.broker.replay.plan;

import dev.hera.broker.call.CallId;
import dev.hera.broker.route.aim.Spare;
import dev.hera.wire.Endpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Adds up what the calls of a plan mean; one thread.
final class Selection {
    private final Wanted wanted;
    private final Function<String, Optional<Endpoint>> endpoint;
    private final Map<String, Optional<Endpoint>> known = new HashMap<>();
    private final List<CallId> calls = new ArrayList<>();
    private final Map<String, Long> leftOut = new HashMap<>();
    private final Map<String, Long> endpoints = new HashMap<>();
    private Originals.Heard elsewhere = new Originals.Heard(Map.of(), List.of());
    private int found;
    private int masked;
    private int effects;
    private long bytes;

    Selection(Wanted wanted, Function<String, Optional<Endpoint>> endpoint) {
        this.wanted = wanted;
        this.endpoint = endpoint;
    }

    void add(Traits call) {
        found++;
        String name = call.endpoint();
        Optional<Endpoint> announced = known.computeIfAbsent(name, endpoint);
        Fitness fitness = Fitness.of(call, announced.orElse(null));
        String why = fitness.leftOut(wanted.flags());
        if (!why.isEmpty()) {
            leftOut.merge(why, 1L, Long::sum);
            return;
        }
        calls.add(call.id());
        endpoints.merge(name, 1L, Long::sum);
        bytes += call.bytes();
        masked += fitness.needs().contains(Flag.MASKED) ? 1 : 0;
        effects += fitness.needs().contains(Flag.EFFECTS) ? 1 : 0;
    }

    int found() {
        return found;
    }

    /// What other brokers had to say; their calls are among those that were added.
    void heard(Originals.Heard heard) {
        elsewhere = heard;
    }

    /// Oldest first, whichever broker they are of.
    Ids ids() {
        if (!elsewhere.found().isEmpty()) {
            calls.sort(null);
        }
        return Ids.of(calls);
    }

    Set<String> endpoints() {
        return endpoints.keySet();
    }

    Forecast forecast(Spare spare, int sentBefore) {
        double rate = wanted.perSecond();
        return new Forecast(
                found,
                calls.size(),
                masked,
                leftOut,
                endpoints,
                elsewhere.found(),
                elsewhere.missing(),
                effects,
                sentBefore,
                bytes,
                rate == 0 ? -1 : (long) Math.ceil(calls.size() / rate),
                spare.workers(),
                (int) spare.slots(),
                spare.running(),
                spare.cpu());
    }
}
