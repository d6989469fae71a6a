package dev.hera.broker.http.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

class SourceTest {
    private final Source source = new Source(List.of("127.0.0.1", "::1"));

    @Test
    void aProxysWordIsTakenAStrangersIsNot() {
        assertEquals("198.51.100.7", source.of("127.0.0.1", List.of("198.51.100.7")));
        assertEquals("203.0.113.9", source.of("203.0.113.9", List.of("198.51.100.7")));
        assertEquals("127.0.0.1", source.of("127.0.0.1", List.of()));
    }

    @Test
    void ofAChainTheLastCountsForTheOthersAreTheCallersToChoose() {
        assertEquals("198.51.100.7", source.of("127.0.0.1", List.of("1.1.1.1, 198.51.100.7")));
        assertEquals("198.51.100.7", source.of("127.0.0.1", List.of("1.1.1.1", "198.51.100.7")));
    }

    @Test
    void ofIpv6TheNetworkCounts() {
        String one = source.of("[2001:db8:0:1::5]", List.of());
        assertEquals(one, source.of("2001:db8:0:1:ffff::9", List.of()));
        assertNotEquals(one, source.of("2001:db8:0:2::5", List.of()));
    }

    @Test
    void nonsenseIsNoLongerThanAnAddress() {
        assertTrue(source.of("127.0.0.1", List.of("x".repeat(5000))).length() <= 64);
        assertTrue(source.of("127.0.0.1", List.of(":".repeat(5000))).length() <= 64);
    }
}
