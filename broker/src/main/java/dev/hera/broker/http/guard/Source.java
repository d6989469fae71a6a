package dev.hera.broker.http.guard;

import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// Tells where a call comes from: the connection's other end, or, when that is a proxy of ours,
/// the last address in `X-Forwarded-For`, which is the one that the proxy itself wrote.
///
/// Of IPv6 only the network counts, the first 64 bits: one caller has all the rest to choose from.
final class Source {
    private static final int NETWORK_BYTES = 8;
    private final Set<String> proxies;

    /// @param proxies addresses whose word is taken, as numbers
    Source(List<String> proxies) {
        this.proxies = Set.copyOf(proxies);
    }

    /// The source of a call.
    String of(Request call) {
        return of(Request.getRemoteAddr(call), call.getHeaders().getValuesList("X-Forwarded-For"));
    }

    String of(@Nullable String connection, List<String> forwarded) {
        String from = connection == null ? "" : plain(connection);
        if (proxies.contains(from) && !forwarded.isEmpty()) {
            String chain = forwarded.getLast();
            from = plain(chain.substring(chain.lastIndexOf(',') + 1).strip());
        }
        return network(from);
    }

    private static String plain(String address) {
        return address.startsWith("[") && address.endsWith("]")
                ? address.substring(1, address.length() - 1)
                : address;
    }

    /// Asks no name server: what is no address in numbers stays what it is, cut to a usual length.
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address.substring(0, Math.min(address.length(), 64));
        }
        try {
            if (InetAddress.ofLiteral(address) instanceof Inet6Address six) {
                byte[] network = Arrays.copyOf(six.getAddress(), NETWORK_BYTES);
                return HexFormat.of().formatHex(network) + "::/64";
            }
            return address;
        } catch (IllegalArgumentException _) {
            return address.substring(0, Math.min(address.length(), 64));
        }
    }
}
