package dev.hera.broker.cli.proxy;

import dev.hera.broker.cli.proxy.Slot.State;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What must be said to HAProxy so that its slots become what is wished; pure.
///
/// @param commands for the runtime socket, in order
/// @param homeless brokers that found no free slot
record SlotPlan(List<String> commands, List<String> homeless) {
    SlotPlan {
        commands = List.copyOf(commands);
        homeless = List.copyOf(homeless);
    }

    /// Each row of slots gets every broker: those that are checked, and those that serve when no
    /// check is passed.
    static SlotPlan of(String backend, List<Slot> slots, List<Wish> wishes) {
        List<String> commands = new ArrayList<>();
        Set<String> homeless = new LinkedHashSet<>();
        for (List<Slot> row : Slot.rows(slots)) {
            SlotPlan plan = row(backend, row, wishes);
            commands.addAll(plan.commands());
            homeless.addAll(plan.homeless());
        }
        return new SlotPlan(commands, List.copyOf(homeless));
    }

    /// A slot keeps its broker: only a broker without a slot gets the first free one. A second
    /// slot with the same broker would double its share, so it is closed.
    private static SlotPlan row(String backend, List<Slot> slots, List<Wish> wishes) {
        Map<String, Slot> taken = new HashMap<>();
        Deque<Slot> free = new ArrayDeque<>();
        List<String> commands = new ArrayList<>();
        for (Slot slot : slots) {
            if (!slot.isServing()) {
                free.add(slot);
            } else if (taken.putIfAbsent(slot.place(), slot) != null) {
                commands.add(state(backend, slot, State.MAINT));
            }
        }
        List<String> homeless = new ArrayList<>();
        for (Wish wish : wishes) {
            Slot slot = taken.get(wish.place());
            if (slot != null && slot.state() != wish.state()) {
                commands.add(state(backend, slot, wish.state()));
            } else if (slot == null && wish.state() == State.READY) {
                Slot next = free.poll();
                if (next == null) {
                    homeless.add(wish.place());
                } else {
                    commands.add(address(backend, next, wish.place()));
                    commands.add(state(backend, next, State.READY));
                }
            }
        }
        return new SlotPlan(commands, homeless);
    }

    private static String state(String backend, Slot slot, State state) {
        return "set server %s/%s state %s"
                .formatted(backend, slot.name(), state.name().toLowerCase(Locale.ROOT));
    }

    private static String address(String backend, Slot slot, String place) {
        int colon = place.lastIndexOf(':');
        return "set server %s/%s addr %s port %s"
                .formatted(
                        backend,
                        slot.name(),
                        place.substring(0, colon),
                        place.substring(colon + 1));
    }
}
