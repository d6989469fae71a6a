package dev.hera.broker.cli.proxy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One server slot as HAProxy has it now.
///
/// @param name as in the configuration, `broker1`
/// @param place where it points, `127.0.0.1:9101`; without meaning in maintenance
/// @param state what it is told to do
/// @param health HAProxy's own finding, a number of its own; other numbers mean other health
record Slot(String name, String place, State state, String health) {
    private static final int FIELDS = 19;
    private static final int NAME = 3;
    private static final int ADDRESS = 4;
    private static final int HEALTH = 5;
    private static final int ADMIN = 6;
    private static final int PORT = 18;
    private static final int FORCED_OR_UNRESOLVED_MAINTENANCE = 0x01 | 0x20;
    private static final int DRAIN = 0x08 | 0x10;

    /// What a slot is told to do; the words are those of `set server … state`.
    enum State {
        READY,
        DRAIN,
        MAINT
    }

    /// Reads what `show servers state BACKEND` answered: the first format, one line a server.
    ///
    /// @throws IllegalArgumentException when it is something else
    static List<Slot> parse(String answer) {
        List<Slot> slots = new ArrayList<>();
        List<String> lines = answer.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty() || !lines.getFirst().equals("1")) {
            throw new IllegalArgumentException(
                    "HAProxy answered: " + (lines.isEmpty() ? "nothing" : lines.getFirst()));
        }
        for (String line : lines.subList(1, lines.size())) {
            if (!line.startsWith("#")) {
                slots.add(slot(line));
            }
        }
        return slots;
    }

    private static Slot slot(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length < FIELDS) {
            throw new IllegalArgumentException("HAProxy answered: " + line);
        }
        return new Slot(
                fields[NAME],
                fields[ADDRESS] + ':' + fields[PORT],
                state(Integer.parseInt(fields[ADMIN])),
                fields[HEALTH]);
    }

    private static State state(int admin) {
        if ((admin & FORCED_OR_UNRESOLVED_MAINTENANCE) != 0) {
            return State.MAINT;
        }
        return (admin & DRAIN) == 0 ? State.READY : State.DRAIN;
    }

    /// The slots of each `server-template`, which counts them: `broker1`, `broker2`, `spare1`.
    static Collection<List<Slot>> rows(List<Slot> slots) {
        Map<String, List<Slot>> rows = new LinkedHashMap<>();
        for (Slot slot : slots) {
            String template = slot.name().replaceFirst("\\d+$", "");
            rows.computeIfAbsent(template, _ -> new ArrayList<>()).add(slot);
        }
        return rows.values();
    }

    boolean isServing() {
        return state != State.MAINT;
    }
}
