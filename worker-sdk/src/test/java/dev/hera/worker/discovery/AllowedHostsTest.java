package dev.hera.worker.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "localhost, true",
        "::1, true",
        "10.255.0.1, true",
        "172.16.0.1, true",
        "172.32.0.1, false",
        "192.168.1.1, true",
        "fd12::1, true",
        "8.8.8.8, false",
        "169.254.169.254, false",
        "fe80::1, false",
        "0.0.0.0, false",
        "224.0.0.1, false",
        "2001:db8::1, false",
        "no-such-host.invalid, false",
    })
    void privateMeansLoopbackAndPrivateNetworks(String host, boolean allowed) {
        assertEquals(allowed, AllowedHosts.of("private").allows(host), host);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0, true",
        "10.1.255.255, true",
        "10.2.0.0, false",
        "192.168.130.1, true",
        "192.168.127.1, false",
        "fd00:1::5, true",
        "fe00::1, false",
        "b1, true",
        "B1, true",
        "b2, false",
        "x.example.com, true",
        "example.com, false",
        "badexample.com, false",
    })
    void listAllowsNetworksNamesAndDomains(String host, boolean allowed) {
        AllowedHosts hosts =
                AllowedHosts.of("10.1.0.0/16, 192.168.128.0/17, fd00::/8, b1, *.example.com");
        assertEquals(allowed, hosts.allows(host), host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "host/8", "a b", "x,,y", "add/8"})
    void patternThatIsNoneIsRefused(String patterns) {
        assertThrows(IllegalArgumentException.class, () -> AllowedHosts.of(patterns));
    }

    @Test
    void everythingCanBeAllowed() {
        AllowedHosts all = AllowedHosts.of("0.0.0.0/0,::/0");
        assertEquals(true, all.allows("8.8.8.8"));
        assertEquals(true, all.allows("2001:db8::1"));
    }
}
