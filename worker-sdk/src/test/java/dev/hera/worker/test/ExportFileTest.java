package dev.hera.worker.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// An export is read whole or not at all.
class ExportFileTest {
    private static final String HEAD = "{\"export\":{\"format\":\"hera-calls\",\"version\":1}}";
    private static final String END = "{\"end\":{\"calls\":2}}";
    private static final String YOUNG = "0199e4c1-7f3a-7abc-8def-0123456789ab";
    private static final String OLD = "0199e4c1-7f39-7abc-8def-0123456789ab";

    @TempDir Path folder;

    private ExportFile read(String... lines) throws IOException {
        Path file = folder.resolve("one.calls.jsonl");
        Files.write(file, List.of(lines));
        return ExportFile.read(file.toString(), ExportFileTest.class);
    }

    private String refused(String... lines) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> read(lines)).getMessage());
    }

    private static String call(String kind, String uuid, String parent) {
        return "{\"%s\":{\"uuid\":\"%s\",\"outcome\":\"answered\",\"request\":{\"parent\":%s}}}"
                .formatted(kind, uuid, parent);
    }

    @Test
    void callsComeOldestFirstWithWhatTheyCalled() throws IOException {
        String child = "0199e4c1-7f3b-7abc-8def-0123456789ab";
        ExportFile export =
                read(
                        HEAD,
                        call("call", YOUNG, "null"),
                        "{\"news\":{\"of\":\"a later version\"}}",
                        call("remote", child, "\"" + OLD + "\""),
                        call("call", OLD, "null"),
                        END);
        List<Kept> calls = List.copyOf(export.calls());
        assertEquals(List.of(OLD, YOUNG), calls.stream().map(c -> c.uuid().toString()).toList());
        assertEquals(child, export.madeBy(calls.getFirst()).getFirst().uuid().toString());
        assertEquals(List.of(), export.madeBy(calls.getLast()));
    }

    @Test
    void whatIsNoWholeExportOfThisVersionIsRefusedInWords() {
        assertTrue(refused("{}").contains("is no export of calls"));
        assertTrue(refused("what?").contains("no JSON"));
        assertTrue(refused(HEAD.replace("1}", "2}"), END).contains("version 2"));
        assertTrue(refused(HEAD, call("call", OLD, "null")).contains("cut off"));
        assertTrue(refused(HEAD).contains("cut off"));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        IllegalArgumentException none =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> ExportFile.read("none.jsonl", ExportFileTest.class));
        assertTrue(String.valueOf(none.getMessage()).contains("none.jsonl"));
    }

    @Test
    void aCallWithoutAnAnswerOrABodyDoesNotRun() throws IOException {
        String lost = call("call", OLD, "null").replace("answered", "unknown");
        String large = call("call", OLD, "null").replace("null", "null,\"bodyBytes\":9");
        assertEquals("it was not answered then, but unknown", unfit(lost));
        assertEquals("its body was too large to be kept", unfit(large));
        assertEquals("", unfit(call("call", OLD, "null")));
    }

    private String unfit(String call) throws IOException {
        return read(HEAD, call, END).calls().iterator().next().unfit();
    }
}
