package dev.hera.broker.admin.gather;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.broker.call.CallId;
import dev.hera.broker.replay.plan.Originals.Heard;
import dev.hera.broker.replay.plan.Traits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// One question to all other brokers, until each has shown all that it has; one thread.
final class Tour {
    private final GatherQuestion first;
    private final Predicate<Traits> seen;
    private final Map<String, Long> found = new TreeMap<>();
    private final List<String> missing = new ArrayList<>();
    private final Map<String, GatherQuestion> next = new HashMap<>();
    private boolean begun;
    private boolean enough;

    Tour(GatherQuestion first, Predicate<Traits> seen) {
        this.first = first;
        this.seen = seen;
    }

    void miss(String why) {
        missing.add(why);
    }

    /// What a broker is to be asked next; empty when nothing.
    String question(String broker) {
        GatherQuestion question = begun ? next.get(broker) : first;
        return question == null ? "" : question.path();
    }

    boolean goesOn() {
        return !enough && (!begun || !next.isEmpty());
    }

    /// Takes in a round of answers.
    void heard(Map<String, JsonNode> answers) {
        begun = true;
        next.clear();
        answers.forEach(this::heard);
    }

    private void heard(String broker, JsonNode answer) {
        if (!answer.path("calls").isArray()) {
            String why = answer.path("unwell").asText("it does not answer");
            miss("broker %s: %s".formatted(broker, why));
            return;
        }
        long count = found.getOrDefault(broker, 0L);
        for (JsonNode call : answer.path("calls")) {
            enough |= GatherDesk.read(call).filter(seen).isEmpty();
            count++;
        }
        found.put(broker, count);
        Optional<CallId> behind = CallId.parse(answer.path("behind").asText());
        if (!answer.path("why").asText().equals("all")) {
            next.put(broker, first.from(behind.orElse(null)));
        }
    }

    /// The time is over, or enough was seen.
    Heard end() {
        next.keySet()
                .forEach(
                        broker ->
                                miss(
                                        "broker %s: it has more than it could show in time"
                                                .formatted(broker)));
        return new Heard(found, missing);
    }
}
