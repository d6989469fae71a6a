package dev.hera.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What `hera accepted shadows` prints: all endpoints with a shadow, or where one differs lately.
final class ShadowRows {
    private static final List<String> COUNTS =
            List.of("equal", "different", "failed", "dropped", "fallback", "waiting");

    private ShadowRows() {}

    static List<List<String>> of(JsonNode accepted, @Nullable String endpoint) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(endpoint == null ? heading() : List.of("UUID", "AT", "WHERE"));
        for (JsonNode shadow : accepted.path("shadows")) {
            if (endpoint == null) {
                rows.add(row(shadow));
            } else if (shadow.path("endpoint").asText().equals(endpoint)) {
                for (JsonNode one : shadow.path("differences")) {
                    rows.add(
                            List.of(
                                    one.path("uuid").asText(),
                                    one.path("at").asText(),
                                    one.path("what").asText()));
                }
            }
        }
        return rows;
    }

    private static List<String> heading() {
        List<String> heading = new ArrayList<>(List.of("ENDPOINT", "SHADOW", "SHARE", "STATE"));
        COUNTS.forEach(count -> heading.add(count.toUpperCase(Locale.ROOT)));
        heading.add("LAST FAILURE");
        return heading;
    }

    private static List<String> row(JsonNode shadow) {
        String service = shadow.path("service").asText();
        List<String> row = new ArrayList<>();
        row.add(shadow.path("endpoint").asText());
        row.add(service.isEmpty() ? "none any more" : service);
        row.add(shadow.path("share").asText());
        row.add(shadow.path("promoted").asBoolean() ? "promoted" : "copies");
        COUNTS.forEach(count -> row.add(shadow.path(count).asText()));
        row.add(shadow.path("lastFailure").asText());
        return row;
    }
}
