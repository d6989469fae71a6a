package dev.hera.broker.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.wire.Frame;
import dev.hera.wire.Names;

import org.junit.jupiter.api.Test;

/// Ids of workers, the same on every broker.
class HandshakeTest {
    private static Frame.Hello hello(String service, String instance) {
        return new Frame.Hello(
                1, service, instance, "1", Frame.Role.LIVE, "script", 1, 1, 0, "n,,n=a,r=b");
    }

    @Test
    void anIdIsServiceAndInstance() {
        assertEquals("echo-host-17", Handshake.workerId(hello("echo", "host-17"), null));
    }

    @Test
    void whatIsNoIdIsShortenedByAHashThatKeepsWorkersApart() {
        String odd = Handshake.workerId(hello("echo", "../../etc \u001b[2J"), null);
        String one = Handshake.workerId(hello("s".repeat(64), "1"), null);
        String two = Handshake.workerId(hello("s".repeat(64), "2"), null);
        assertTrue(Names.isId(odd), odd);
        assertTrue(Names.isId(one), one);
        assertNotEquals(one, two);
    }
}
