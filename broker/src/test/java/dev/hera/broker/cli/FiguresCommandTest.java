package dev.hera.broker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

import java.util.List;

class FiguresCommandTest {
    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void linesAreRowsAndASilentBrokerIsNamed() throws JsonProcessingException {
        JsonNode figures =
                json(
                        """
                        {'brokers': [
                          {'broker': 'b1', 'answered': true, 'lines': 'a 1\\nab{c=d} 2'},
                          {'broker': 'b2', 'answered': false, 'lines': ''}]}
                        """);
        assertEquals(
                List.of(
                        List.of("BROKER", "SERIES", "NOW"),
                        List.of("b1", "ab{c=d}", "2"),
                        List.of("b2", "no answer", "")),
                FiguresCommand.rows(figures, "ab"));
    }

    @Test
    void thePastHasItsInstants() throws JsonProcessingException {
        JsonNode figures =
                json(
                        """
                        {'brokers': [
                          {'broker': 'b1', 'answered': true, 'looks': [
                            {'at': 1795244400, 'lines': 'a 1\\nb 7'},
                            {'at': 1795244430, 'lines': 'a 2'}]},
                          {'broker': 'b2', 'answered': false, 'looks': []}]}
                        """);
        assertEquals(
                List.of(
                        List.of("AT", "BROKER", "SERIES", "THEN"),
                        List.of("2026-11-21T07:00:00Z", "b1", "a", "1"),
                        List.of("2026-11-21T07:00:30Z", "b1", "a", "2"),
                        List.of("", "b2", "no answer", "")),
                FiguresCommand.pastRows(figures, "a"));
    }
}
