package dev.hera.broker.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

class DashboardsTest {
    @Test
    void everyPanelAsksSomethingOfTheSourceThatTheReaderChooses() throws IOException {
        int panels = 0;
        for (JsonNode board : Dashboards.boards()) {
            assertFalse(board.path("title").asText().isEmpty());
            assertTrue(board.path("id").isMissingNode(), "an id of one installation");
            for (JsonNode panel : board.path("panels")) {
                panels++;
                assertEquals("${source}", panel.path("datasource").path("uid").asText());
                assertFalse(panel.path("targets").path(0).path("expr").asText().isEmpty());
            }
        }
        assertTrue(panels > 25, "void: " + panels + " panels");
    }

    @Test
    void everyAlertHasItsLineInTheManual() throws IOException {
        String manual = Files.readString(Path.of("../ops/docs/manual.md"));
        List<String> alerts =
                Pattern.compile("- alert: (\\w+)")
                        .matcher(Dashboards.rules())
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertTrue(alerts.size() > 10, "void: " + alerts);
        for (String alert : alerts) {
            assertTrue(manual.contains("| " + alert + " |"), alert);
        }
    }

    /// Where Prometheus' own checker is installed, it agrees; elsewhere the names are still
    // checked.
    @Test
    void prometheusTakesTheRules() throws Exception {
        Optional<Path> promtool =
                Stream.of(System.getenv("PATH").split(":", -1))
                        .map(folder -> Path.of(folder, "promtool"))
                        .filter(Files::isExecutable)
                        .findFirst();
        if (promtool.isPresent()) {
            Process check =
                    new ProcessBuilder(
                                    promtool.get().toString(),
                                    "check",
                                    "rules",
                                    "../ops/dashboards/alerts.yml")
                            .redirectErrorStream(true)
                            .start();
            String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, check.waitFor(), said);
        }
    }
}
