package dev.hera.broker.cli.calls;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Locale;

/// Calls in lists, one line each, in columns that fit most of them.
final class CallRows {
    private static final List<Integer> WIDTHS = List.of(24, 36, 11, 12, 6, 9, 16, 0);
    private static final int MILLIS = "2026-11-21T12:00:00.000".length();

    private CallRows() {}

    static String heading() {
        return row(
                List.of(
                        "RECEIVED",
                        "CALL",
                        "STATE",
                        "OUTCOME",
                        "STATUS",
                        "MS",
                        "WORKER",
                        "ENDPOINT"));
    }

    static String row(JsonNode call) {
        String received = call.path("receivedAt").asText();
        String took =
                call.has("tookMs")
                        ? String.format(Locale.ROOT, "%.1f", call.path("tookMs").asDouble())
                        : "";
        return row(
                List.of(
                        received.substring(0, Math.min(MILLIS, received.length())),
                        call.path("uuid").asText(),
                        call.path("state").asText(),
                        call.path("outcome").asText(),
                        call.path("status").asText(),
                        took,
                        call.path("worker").asText(""),
                        call.path("endpoint").asText() + "  " + call.path("detail").asText()));
    }

    private static String row(List<String> cells) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = plain(cells.get(i));
            row.append(cell).append(" ".repeat(Math.max(0, WIDTHS.get(i) - cell.length()) + 2));
        }
        return row.toString().stripTrailing();
    }

    /// A terminal obeys control characters.
    private static String plain(String cell) {
        StringBuilder plain = new StringBuilder();
        cell.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
