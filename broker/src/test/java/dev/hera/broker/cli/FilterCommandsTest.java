package dev.hera.broker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// Commands that take a filter, as far as they go without a broker.
class FilterCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = HeraCommand.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void aFilterThatCannotBeReadIsShownWithACaret() {
        for (String command : List.of("list", "count", "tail", "delete", "pin", "unpin")) {
            err.getBuffer().setLength(0);
            assertEquals(1, run("calls", command, "caller:a", "outcome:lost"), command);
            List<String> lines = err.toString().lines().toList();
            assertEquals("caller:a outcome:lost", lines.get(0));
            assertEquals(lines.get(0).indexOf("lost"), lines.get(1).indexOf('^'));
            assertTrue(lines.get(2).contains("not-executed"), lines.get(2));
            assertEquals(3, lines.size(), err.toString());
        }
    }

    @Test
    void aReplaysFilterIsShownWithACaretToo() {
        assertEquals(1, run("replay", "plan", "caller:a", "outcome:lost"));
        List<String> lines = err.toString().lines().toList();
        assertEquals(lines.get(0).indexOf("lost"), lines.get(1).indexOf('^'));
        assertTrue(lines.get(2).contains("not-executed"), lines.get(2));
    }

    @Test
    void theOppositeOfATermIsNoOption() {
        for (List<String> command : List.of(List.of("calls", "count"), List.of("replay", "plan"))) {
            err.getBuffer().setLength(0);
            String first = command.getFirst();
            assertEquals(1, run(first, command.getLast(), "-caller:a", "-outcome:lost"), first);
            List<String> lines = err.toString().lines().toList();
            assertEquals("-caller:a -outcome:lost", lines.get(0), err.toString());
        }
    }

    @Test
    void aReplaysIdIsLookedAtBeforeAnybodyIsAsked() {
        assertEquals(1, run("replay", "start", "abc"));
        assertTrue(err.toString().contains("\"abc\" is no id of a replay"), err.toString());
        assertEquals(1, run("replay", "begin", "abc"));
        assertTrue(err.toString().contains("there are plan, start"), err.toString());
    }

    @Test
    void everyFieldIsNamed() {
        assertEquals(0, run("calls", "fields"));
        for (String field : List.of("endpoint", "header.NAME", "quarantined", "body")) {
            assertTrue(out.toString().contains(field), field);
        }
    }

    @Test
    void nothingIsRemovedWithoutAFilter() {
        assertEquals(1, run("calls", "delete", "--yes"));
        assertTrue(err.toString().contains("a filter is wanted"), err.toString());
    }
}
