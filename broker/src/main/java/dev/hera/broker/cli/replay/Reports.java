package dev.hera.broker.cli.replay;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a broker says about replays, for a person.
final class Reports {
    private static final int BAR = 20;

    private Reports() {}

    static List<List<String>> list(JsonNode all) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ID", "PHASE", "TARGET", "CALLS", "DONE", "RATE", "DIFFERENT", "PLANNED"));
        for (JsonNode one : all.path("replays")) {
            rows.add(
                    List.of(
                            one.path("id").asText(),
                            one.path("phase").asText(),
                            one.path("target").asText(),
                            one.path("calls").asText(),
                            one.path("done").asText(),
                            rate(one),
                            one.path("different").asText(),
                            one.path("plannedAt").asText()));
        }
        return rows;
    }

    private static String rate(JsonNode one) {
        double rate = one.path("perSecond").asDouble();
        return rate == 0 ? "as room" : String.format(Locale.ROOT, "%.1f/s", rate);
    }

    /// Which call was sent for which, and how that ended.
    static List<List<String>> calls(JsonNode all) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ORIGINAL", "REPLAY", "OUTCOME"));
        for (JsonNode one : all.path("calls")) {
            rows.add(
                    List.of(
                            one.path("original").asText(),
                            one.path("replay").asText(),
                            one.path("outcome").asText()));
        }
        return rows;
    }

    static List<List<String>> one(JsonNode one) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("REPLAY", one.path("id").asText()));
        row(rows, "phase", one.path("phase").asText());
        row(rows, "target", one.path("target").asText() + ", " + rate(one));
        forecast(rows, one.path("forecast"));
        if (one.path("phase").asText().equals("planned")) {
            row(rows, "start it", "ops/hera replay start " + one.path("id").asText() + " --follow");
        } else {
            row(rows, "started", one.path("startedAt").asText());
            row(rows, "done", one.path("done").asText() + " of " + one.path("calls").asText());
            one.path("counts")
                    .properties()
                    .forEach(count -> row(rows, "  " + count.getKey(), count.getValue().asText()));
            if (one.path("starts").asInt() > 1) {
                row(rows, "begun", one.path("starts").asText() + " times: its broker ended");
            }
            row(rows, "waits for", one.path("waitsFor").asText());
            row(rows, "ended", one.path("endedAt").asText());
        }
        compared(rows, one.path("compared"));
        return rows;
    }

    private static void row(List<List<String>> rows, String name, String value) {
        if (!value.isEmpty()) {
            rows.add(List.of(name, value));
        }
    }

    /// A figure that matters when it is not 0.
    private static void some(List<List<String>> rows, String name, JsonNode figure, String remark) {
        row(rows, name, figure.asLong() == 0 ? "" : figure.asText() + remark);
    }

    private static void forecast(List<List<String>> rows, JsonNode forecast) {
        row(rows, "calls found", forecast.path("found").asText());
        row(rows, "can be sent", forecast.path("sendable").asText());
        forecast.path("leftOut")
                .properties()
                .forEach(why -> row(rows, "left out", why.getValue() + ": " + why.getKey()));
        forecast.path("endpoints")
                .properties()
                .forEach(one -> row(rows, "  " + one.getKey(), one.getValue().asText()));
        forecast.path("elsewhere")
                .properties()
                .forEach(one -> row(rows, "  at " + one.getKey(), one.getValue().asText()));
        forecast.path("missing").forEach(one -> row(rows, "not looked at", one.asText()));
        some(rows, "may have run", forecast.path("effects"), " (not idempotent: --flag effects)");
        some(rows, "sent before", forecast.path("sentBefore"), " (--flag again)");
        some(rows, "with masks", forecast.path("masked"), "");
        row(rows, "bytes", forecast.path("bytes").asText());
        long seconds = forecast.path("seconds").asLong();
        row(rows, "takes", seconds < 0 ? "as long as there is room" : seconds + " s");
        row(
                rows,
                "room",
                String.format(
                        Locale.ROOT,
                        "%d workers, %d slots, %d running, busiest at %.0f %% CPU",
                        forecast.path("workers").asInt(),
                        forecast.path("slots").asInt(),
                        forecast.path("running").asInt(),
                        100 * forecast.path("cpu").asDouble()));
    }

    private static void compared(List<List<String>> rows, JsonNode compared) {
        if (compared.path("compared").asLong() == 0) {
            return;
        }
        row(rows, "compared", compared.path("compared").asText());
        row(rows, "not comparable", compared.path("incomparable").asText());
        for (JsonNode group : compared.path("groups")) {
            List<String> paths = new ArrayList<>();
            group.path("paths").forEach(path -> paths.add(path.asText()));
            String where = group.path("endpoint").asText() + " " + String.join(", ", paths);
            row(rows, "differ", group.path("calls").asText() + ": " + where);
            for (JsonNode sample : group.path("samples")) {
                JsonNode first = sample.path("differences").path(0);
                String change = first.path("was").asText() + " -> " + first.path("now").asText();
                row(rows, "  " + sample.path("call").asText(), change);
            }
        }
        compared.path("noise")
                .properties()
                .forEach(one -> row(rows, "noise", one.getKey() + " " + one.getValue()));
    }

    /// Whether there is more to come.
    static boolean goesOn(JsonNode one) {
        String phase = one.path("phase").asText();
        return phase.equals("running") || phase.equals("paused");
    }

    /// How it goes, in one line.
    ///
    /// @param last how it was so many nanoseconds before
    static String line(JsonNode one, JsonNode last, long nanos) {
        long done = one.path("done").asLong();
        long calls = Math.max(1, one.path("calls").asLong());
        int bar = (int) (done * BAR / calls);
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %d %%  %.0f/s  done %d  left %d  different %d  %s",
                one.path("phase").asText(),
                "#".repeat(bar),
                ".".repeat(BAR - bar),
                done * 100 / calls,
                (done - last.path("done").asLong()) * 1e9 / Math.max(1, nanos),
                done,
                one.path("left").asLong(),
                one.path("different").asLong(),
                one.path("waitsFor").asText());
    }
}
