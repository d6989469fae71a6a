package dev.hera.worker.discovery;

import dev.hera.wire.Names;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// Which addresses learnt from ZooKeeper may be dialled; immutable, but a name is looked up.
///
/// A comma-separated list of `private` (loopback and the private networks of RFC 1918 and RFC
/// 4193), networks (`10.1.0.0/16`, `fd00::/8`), host names, and domains (`*.example.com`). A name
/// that only a network could allow must have all its addresses in it.
public final class AllowedHosts {
    /// What holds unless told otherwise.
    public static final String USUAL = "private";

    private final String patterns;
    private final List<Rule> rules;

    /// One pattern.
    private sealed interface Rule {
        /// An exact host.
        record Host(String name) implements Rule {}

        /// Every host below a domain; the suffix begins with its dot.
        record Domain(String suffix) implements Rule {}

        /// Every host whose addresses all pass.
        record Network(Predicate<InetAddress> holds) implements Rule {}
    }

    private AllowedHosts(String patterns, List<Rule> rules) {
        this.patterns = patterns;
        this.rules = rules;
    }

    /// Reads the patterns.
    ///
    /// @throws IllegalArgumentException for a pattern that is none, naming it
    public static AllowedHosts of(String patterns) {
        List<Rule> rules =
                Arrays.stream(patterns.split(",", 50))
                        .map(pattern -> rule(pattern.strip().toLowerCase(Locale.ROOT)))
                        .toList();
        return new AllowedHosts(patterns, rules);
    }

    private static Rule rule(String pattern) {
        if (pattern.equals(USUAL)) {
            return new Rule.Network(AllowedHosts::isPrivate);
        }
        if (pattern.indexOf('/') > 0) {
            return network(pattern, pattern.indexOf('/'));
        }
        boolean domain = pattern.startsWith("*.");
        String name = domain ? pattern.substring(1) : pattern;
        if (!Names.isHost(name)) {
            throw new IllegalArgumentException("not a host, domain or network: " + pattern);
        }
        return domain ? new Rule.Domain(name) : new Rule.Host(name);
    }

    private static Rule network(String pattern, int slash) {
        try {
            String address = pattern.substring(0, slash);
            if (address.chars().noneMatch(c -> c == '.' || c == ':') || !isLiteral(address)) {
                throw new NumberFormatException();
            }
            byte[] prefix = InetAddress.getByName(address).getAddress();
            int bits = Integer.parseInt(pattern.substring(slash + 1));
            if (bits < 0 || bits > prefix.length * 8) {
                throw new NumberFormatException();
            }
            return new Rule.Network(candidate -> startsWith(candidate.getAddress(), prefix, bits));
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("not a network like 10.1.0.0/16: " + pattern, e);
        }
    }

    private static boolean isLiteral(String address) {
        return address.chars().allMatch(c -> c == '.' || c == ':' || Character.digit(c, 16) >= 0);
    }

    private static boolean startsWith(byte[] address, byte[] prefix, int bits) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = bits / 8;
        if (!Arrays.equals(address, 0, whole, prefix, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || ((address[whole] ^ prefix[whole]) & 0xff) >> (8 - rest) == 0;
    }

    /// Link-local addresses are not among them: cloud machines tell their secrets there.
    private static boolean isPrivate(InetAddress address) {
        boolean uniqueLocal =
                address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc;
        return address.isLoopbackAddress() || address.isSiteLocalAddress() || uniqueLocal;
    }

    /// Whether this host may be dialled; may look its name up.
    public boolean allows(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return rules.stream().anyMatch(rule -> allows(rule, name));
    }

    private static boolean allows(Rule rule, String name) {
        return switch (rule) {
            case Rule.Host host -> name.equals(host.name());
            case Rule.Domain domain -> name.endsWith(domain.suffix());
            case Rule.Network network -> {
                try {
                    yield Arrays.stream(InetAddress.getAllByName(name)).allMatch(network.holds());
                } catch (UnknownHostException e) {
                    yield false;
                }
            }
        };
    }

    @Override
    public String toString() {
        return patterns;
    }
}
