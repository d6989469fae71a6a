package dev.hera.broker.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class SettingsTest {
    @Test
    void everyUsualValueIsAllowed() throws Settings.Bad {
        for (Setting setting : Setting.ALL) {
            Settings.read(Map.of(setting.key(), setting.usual()), Map.of(), null);
        }
    }

    @Test
    void theLaterPlaceWins(@TempDir Path folder) throws Settings.Bad, IOException {
        Path file =
                Files.writeString(folder.resolve("broker.conf"), "http.port=1\nlink.port=2\nid=a");
        Settings settings =
                Settings.read(
                        Map.of("http.port", "4"),
                        Map.of("HERA_HTTP_PORT", "3", "HERA_LINK_PORT", "5", "PATH", "/bin"),
                        file);
        assertEquals(4, settings.number("http.port"));
        assertEquals(5, settings.number("link.port"));
        assertEquals("a", settings.text("id"));
    }

    @Test
    void anUnknownKeyStopsWithOneLineThatNamesTheKnown() {
        Settings.Bad bad =
                assertThrows(
                        Settings.Bad.class,
                        () -> Settings.read(Map.of("http.prot", "1"), Map.of(), null));
        String message = String.valueOf(bad.getMessage());
        assertTrue(message.contains("http.prot") && message.contains("http.port"), message);
        assertFalse(message.contains("\n"), message);
        assertThrows(
                Settings.Bad.class,
                () -> Settings.read(Map.of(), Map.of("HERA_NONSENSE", "1"), null));
    }

    @Test
    void aBadValueStopsWithOneLineThatNamesWhatIsAllowed() {
        Map<String, List<String>> bad =
                Map.of(
                        "http.port", List.of("-1", "65536", "x", ""),
                        "id", List.of("", "a b", "a/b", "x".repeat(65)),
                        "zookeeper", List.of("host", "host:0", ":1", "a:1,,b:2"),
                        "zookeeper.root", List.of("hera", "/", "/hera/"),
                        "drain.seconds", List.of("0", "1.5", "90000"),
                        "body.bytes", List.of("0", "1048577"),
                        "routes.prefer", List.of("a", "a => by-wait", "a => weight=w:1e999"),
                        "headers", List.of("a b", "x,,y"));
        bad.forEach((key, values) -> values.forEach(value -> refused(key, value)));
    }

    @Test
    void headersThatCallsStickByTravel() throws Settings.Bad {
        Map<String, String> set =
                Map.of("headers", "x-a", "routes.prefer", "sum => sticky=header:Customer");
        assertEquals(List.of("x-a", "customer"), Settings.read(set, Map.of(), null).headers());
    }

    private static void refused(String key, String value) {
        Settings.Bad bad =
                assertThrows(
                        Settings.Bad.class,
                        () -> Settings.read(Map.of(key, value), Map.of(), null),
                        key + "=" + value);
        String message = String.valueOf(bad.getMessage());
        assertTrue(message.contains(key) && message.contains("allowed is"), message);
    }

    @Test
    void whatAllBrokersOfAMachineShareIsToldFromTheRest() {
        Map<String, String> environment =
                Map.of(
                        "HERA_JOURNAL_MODE", "off",
                        "HERA_BODY_SECONDS", "3",
                        "HERA_ID", "mine",
                        "HERA_HTTP_PORT", "1",
                        "HERA_JOURNAL_DIR", "/one/for/all",
                        "HERA_HOME", "/home",
                        "HERA_TOKEN", "secret",
                        "PATH", "/bin");
        assertEquals(
                Map.of("HERA_JOURNAL_MODE", "off", "HERA_BODY_SECONDS", "3"),
                Settings.shared(environment));
    }

    @Test
    void aMissingFileStops(@TempDir Path folder) {
        assertThrows(
                Settings.Bad.class,
                () -> Settings.read(Map.of(), Map.of(), folder.resolve("none.conf")));
    }

    @Test
    void everySettingStandsInTheManualAsItIs() throws IOException {
        String manual = Files.readString(Path.of("../ops/docs/manual.md"));
        for (Setting setting : Setting.ALL) {
            String usual = setting.usual().isEmpty() ? "nothing" : "`" + setting.usual() + "`";
            String row =
                    "| `%s` | %s | %s | %s |"
                            .formatted(
                                    setting.key(),
                                    usual,
                                    setting.kind().allowed(),
                                    setting.meaning());
            assertTrue(manual.contains(row), "ops/docs/manual.md lacks the row: " + row);
        }
    }
}
