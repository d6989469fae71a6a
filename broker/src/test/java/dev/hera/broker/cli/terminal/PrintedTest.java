package dev.hera.broker.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

class PrintedTest {
    @Test
    void columnsStandBelowEachOther() {
        assertEquals(
                "ID    SCOPES\nshop  call *\n",
                Printed.table(List.of(List.of("ID", "SCOPES"), List.of("shop", "call *"))));
    }

    @Test
    void aNameCannotCommandTheTerminal() {
        assertEquals("A\n?[2J\n", Printed.table(List.of(List.of("A"), List.of("\u001b[2J"))));
    }
}
