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
    @ValueSource(strings = {"up", "token", "worker-secret", "routes", "drain", "haproxy-sync"})
    void helpHasAnExample(String command) {
        assertEquals(0, run(command, "--help"));
        assertTrue(out.toString().contains("ops/hera " + command), out.toString());
    }

    @Test
    void anEndpointIsExplainedByItsPlaces() throws Exception {
        JsonNode endpoint =
                new ObjectMapper()
                        .readTree(
                                """
                                {"endpoint":"GET /0/x","departed":["w-3"],"places":[
                                 {"worker":"w-1","share":0.75,"inFlight":2,"errors":0,"limits":[]},
                                 {"worker":"w-2","share":0.25,"inFlight":0,"errors":0.5,
                                  "limits":["CPU"]}]}
                                """);
        assertEquals(
                List.of(
                        List.of("w-1", "75 %", "2", "0 %", "-"),
                        List.of("w-2", "25 %", "0", "50 %", "CPU"),
                        List.of("w-3", "-", "-", "-", "not connected")),
                RoutesCommand.explanation(endpoint).subList(1, 4));
    }
}
