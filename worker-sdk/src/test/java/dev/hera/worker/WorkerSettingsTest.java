package dev.hera.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Frame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class WorkerSettingsTest {
    @TempDir Path folder;

    private static WorkerSettings of(Map<String, String> environment) {
        return WorkerSettings.of("hello", environment, Map.of());
    }

    private static String complaint(String variable, String value) {
        Map<String, String> environment =
                Map.of("HERA_SECRET", "canary-4711", variable, value, "PATH", "/bin");
        String why =
                String.valueOf(
                        assertThrows(IllegalArgumentException.class, () -> of(environment))
                                .getMessage());
        assertFalse(why.contains("canary-4711"), why);
        return why;
    }

    @Test
    void secretIsEnoughForAStart() {
        WorkerSettings settings = of(Map.of("HERA_SECRET", "s"));
        assertEquals("127.0.0.1:2181", settings.zookeeper());
        assertEquals("/hera", settings.zookeeperRoot());
        assertEquals(Frame.Role.LIVE, settings.role());
        assertEquals(8 * Runtime.getRuntime().availableProcessors(), settings.slots());
        assertTrue(settings.instance().endsWith("-" + ProcessHandle.current().pid()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HERA_ZOOKEEPER|localhost",
                "HERA_ZOOKEEPER|localhost:0",
                "HERA_ZOOKEEPER|a:1,,b:2",
                "HERA_ZOOKEEPER|a:1/chroot",
                "HERA_ZOOKEEPER_ROOT|hera",
                "HERA_ZOOKEEPER_ROOT|/hera/",
                "HERA_INSTANCE|a b",
                "HERA_ROLE|LIVE",
                "HERA_SLOTS|0",
                "HERA_SLOTS|-1",
                "HERA_SLOTS|many",
                "HERA_SLOTS|9999999999",
                "HERA_BROKER_HOSTS|10.0.0.0/99",
                "HERA_START_SECONDS|3601",
                "HERA_DRAIN_SECONDS|1.5",
                "HERA_SECRET_FILE|/no/such/file",
            })
    void wrongValueIsNamedWithWhatIsAllowed(String variable, String value) {
        String why = complaint(variable, value);
        assertTrue(why.contains(variable) && why.contains("allowed"), why);
    }

    @Test
    void unknownVariableIsNamedAndOthersAreNoneOfOurBusiness() {
        String why = complaint("HERA_SLOT", "3");
        assertTrue(why.contains("HERA_SLOT is not") && why.contains("HERA_SLOTS"), why);
    }

    @Test
    void launchersOwnVariablesDisturbNoWorker() {
        assertEquals(
                "s", of(Map.of("HERA_SECRET", "s", "HERA_JAVA", "/j", "HERA_SLOW", "2")).secret());
    }

    @Test
    void codeWinsOverTheEnvironment() {
        WorkerSettings settings =
                WorkerSettings.of(
                        "hello",
                        Map.of("HERA_SECRET_FILE", "/no/such/file", "HERA_SLOTS", "3"),
                        Map.of(Setting.SECRET, "s", Setting.SLOTS, "4"));
        assertEquals("s", settings.secret());
        assertEquals(4, settings.slots());
    }

    @Test
    void secretComesFromAFileWithoutItsLineEnd() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "s3cret\n");
        assertEquals("s3cret", of(Map.of("HERA_SECRET_FILE", file.toString())).secret());
    }

    @Test
    void withoutASecretThereIsNoStart() {
        assertThrows(IllegalArgumentException.class, () -> of(Map.of()));
        Path empty = folder.resolve("empty");
        assertThrows(
                IllegalArgumentException.class,
                () -> of(Map.of("HERA_SECRET_FILE", Files.writeString(empty, "\n").toString())));
    }

    @Test
    void secretIsNowhereInTheTextForm() {
        assertFalse(of(Map.of("HERA_SECRET", "canary-4711")).toString().contains("4711"));
    }

    @Test
    void serviceHasAName() {
        assertThrows(
                IllegalArgumentException.class,
                () -> WorkerSettings.of("a b", Map.of("HERA_SECRET", "s"), Map.of()));
    }
}
