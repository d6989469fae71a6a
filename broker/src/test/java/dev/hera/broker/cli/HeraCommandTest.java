package dev.hera.broker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

class HeraCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = HeraCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "up --brokers 0",
                "up --brokers two",
                "up --offset 70000",
                "token create",
                "token create --scope fly",
                "token create --scope read-own --id not/an/id",
                "worker-secret create not/a/name --allow *",
                "worker-secret create stock --allow everything",
                "routes --broker ftp://somewhere",
                "drain not/a/worker",
                "haproxy-sync",
            })
    void aMistakeIsOneLineAndACode(String line) {
        int code = run(line.split(" ", -1));
        assertTrue(code == 1 || code == 2, "code " + code);
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "token",
                "worker-secret",
                "routes",
                "workers",
                "drain",
                "haproxy-sync"
            })
    void helpHasAnExample(String command) {
        assertEquals(0, run(command, "--help"));
        assertTrue(out.toString().contains("ops/hera " + command), out.toString());
    }

    @Test
    void anEndpointIsExplainedWorkerByWorker() throws Exception {
        JsonNode explained =
                new ObjectMapper()
                        .readTree(
                                """
                                {"endpoint":"GET /0/x","decision":null,"departed":["w-3"],
                                 "workers":[
                                 {"worker":"w-1","share":0.75,"why":"picked","limits":[],
                                  "queue":{"own":2,"others":0,"cost":0.5156}},
                                 {"worker":"w-2","share":0.25,"why":"not drawn",
                                  "limits":["CPU","far"],
                                  "queue":{"own":0,"others":4,"cost":2}}]}
                                """);
        assertEquals(
                List.of(
                        List.of("w-1", "75 %", "0.516", "2", "0", "-", "picked"),
                        List.of("w-2", "25 %", "2.000", "0", "4", "CPU, far", "not drawn"),
                        List.of("w-3", "-", "-", "-", "-", "-", "not connected")),
                RoutesCommand.explanation(explained, explained.path("departed")).subList(1, 4));
    }
}
