package dev.hera.worker.api.remote;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An endpoint's name as the one who calls it writes it: `GET /0/customers/{id}`, or `sum`.
///
/// @param method empty for JSON-RPC
/// @param path with its names; the method's name for JSON-RPC
record Target(String method, String path) {
    /// Takes a name apart.
    ///
    /// @throws IllegalArgumentException when it is none
    static Target of(String endpoint) {
        int space = endpoint.indexOf(' ');
        Target target =
                new Target(
                        endpoint.substring(0, Math.max(0, space)), endpoint.substring(space + 1));
        boolean fits =
                target.isRpc()
                        ? !endpoint.isEmpty() && space < 0
                        : target.path.startsWith("/") && target.path.indexOf(' ') < 0;
        if (!fits) {
            throw new IllegalArgumentException(
                    "\"" + endpoint + "\" is no endpoint: write \"GET /path/{name}\" or a name");
        }
        return target;
    }

    boolean isRpc() {
        return method.isEmpty();
    }

    /// Whether values without a place go into the query: the method has no body.
    boolean hasNoBody() {
        return method.equals("GET") || method.equals("HEAD") || method.equals("DELETE");
    }

    String name() {
        return isRpc() ? path : method + ' ' + path;
    }

    boolean hasPlace(String name) {
        return !isRpc() && path.contains('{' + name + '}');
    }

    /// The path with its names filled in.
    ///
    /// @throws IllegalArgumentException when one has no value
    String filled(Map<String, String> values) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            segments.add(isName(segment) ? value(segment, values) : segment);
        }
        return String.join("/", segments);
    }

    private static boolean isName(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private String value(String segment, Map<String, String> values) {
        String name = segment.substring(1, segment.length() - 1);
        String value = values.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name() + ": no value for " + segment);
        }
        return encoded(value);
    }

    /// Percent-encoded, for a path or a query (RFC 3986, section 2.1).
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
