package dev.hera.wire.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void whatIsReadIsWrittenAgain() {
        String text = "00-" + TRACE + "-" + SPAN + "-01";
        assertEquals(Optional.of(new TraceParent(TRACE, SPAN, true)), TraceParent.parse(text));
        assertEquals(text, TraceParent.parse(text).orElseThrow().toString());
    }

    @Test
    void onlyTheLastBitOfTheFlagsSaysSampled() {
        assertEquals(true, parsed("ff").sampled());
        assertEquals(false, parsed("fe").sampled());
        assertEquals(false, parsed("02").sampled());
    }

    private static TraceParent parsed(String flags) {
        return TraceParent.parse("00-" + TRACE + "-" + SPAN + "-" + flags).orElseThrow();
    }

    @Test
    void aLaterVersionMayHaveMore() {
        String text = "cc-" + TRACE + "-" + SPAN + "-01";
        assertEquals(parsed("01"), TraceParent.parse(text).orElseThrow());
        assertEquals(parsed("01"), TraceParent.parse(text + "-what-the-future").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                ".0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-600f067aa0ba902b7-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
                " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473\u0664-00f067aa0ba902b7-01"
            })
    void anythingElseIsNoPlaceInATrace(String text) {
        assertEquals(Optional.empty(), TraceParent.parse(text));
    }

    @Test
    void noIdOfZeroesIsMade() {
        assertThrows(
                IllegalArgumentException.class, () -> new TraceParent(TRACE, "0".repeat(16), true));
    }
}
