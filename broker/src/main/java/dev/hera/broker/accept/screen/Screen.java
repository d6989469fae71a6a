package dev.hera.broker.accept.screen;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.broker.call.Call;
import dev.hera.wire.Body;
import dev.hera.wire.accept.Screening;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Looks for what is required, then renames and drops.
public final class Screen {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Screen() {}

    /// The call as it is to be written, or what it lacks.
    public static Screened screen(Call call, Screening rules) {
        if (rules.isEmpty()) {
            return new Screened.Passed(call);
        }
        for (String name : rules.required()) {
            if (!has(call, name)) {
                String what = Screening.isOfBody(name) ? "the body has no " : "the query has no ";
                return new Screened.Failed(what + name + ", which is required");
            }
        }
        return new Screened.Passed(edited(call, rules));
    }

    private static boolean has(Call call, String name) {
        return Screening.isOfBody(name)
                ? !at(call.body(), name).isBlank()
                : new Query(call.query()).value(name).filter(v -> !v.isBlank()).isPresent();
    }

    /// The value at a pointer into a JSON body as a text, a space for a value without a text of its
    /// own; empty when there is none, or null.
    static String at(Body body, String pointer) {
        if (!(body instanceof Body.Json json)) {
            return "";
        }
        try {
            JsonNode value = JSON.readTree(json.text().toBytes()).at(JsonPointer.compile(pointer));
            if (value.isMissingNode() || value.isNull()) {
                return "";
            }
            return value.isContainerNode() ? value.toString() : value.asText();
        } catch (IOException | IllegalArgumentException _) {
            return "";
        }
    }

    private static Call edited(Call call, Screening rules) {
        Map<String, String> rename = ofQuery(rules.rename());
        List<String> drop = rules.drop().stream().filter(n -> !Screening.isOfBody(n)).toList();
        Query query = new Query(call.query()).edited(rename, drop);
        return changed(call, query.text(), body(call.body(), rules));
    }

    private static Map<String, String> ofQuery(Map<String, String> names) {
        return names.entrySet().stream()
                .filter(e -> !Screening.isOfBody(e.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Body body(Body body, Screening rules) {
        Map<String, String> rename =
                rules.rename().entrySet().stream()
                        .filter(e -> Screening.isOfBody(e.getKey()))
                        .collect(
                                Collectors.toMap(
                                        e -> e.getKey().substring(1),
                                        e -> e.getValue().substring(1)));
        List<String> drop =
                rules.drop().stream().filter(Screening::isOfBody).map(n -> n.substring(1)).toList();
        return body instanceof Body.Json json && !(rename.isEmpty() && drop.isEmpty())
                ? new Body.Json(MemberEdit.edited(json.text(), rename, drop))
                : body;
    }

    private static Call changed(Call call, String query, Body body) {
        return new Call(
                call.id(),
                call.origin(),
                call.method(),
                call.path(),
                call.target(),
                query,
                call.headers(),
                body,
                call.contentType(),
                call.credential(),
                call.patience(),
                call.receivedAt(),
                call.receivedNanos(),
                call.root(),
                call.parent(),
                call.idempotencyKey(),
                call.later());
    }
}
