package dev.hera.broker.access;

/// Which endpoints are meant: `*`, a path with everything below it, that with a method before it,
/// or a JSON-RPC name.
///
/// `/0/metrics` means `/0/metrics` and `/0/metrics/a`, not `/0/metrics-secret`: it holds at
/// segment borders. `POST /0/` means every POST below `/0/`. `sum` means that method, `math.*`
/// every method whose name begins with `math.`.
///
/// @param method an HTTP method, or `*` for any; empty for JSON-RPC
/// @param text the path or the name
public record EndpointPrefix(String method, String text) {
    private static final String ANY = "*";

    /// Reads the text form.
    ///
    /// @throws IllegalArgumentException when it is none
    public static EndpointPrefix parse(String text) {
        int space = text.indexOf(' ');
        if (text.equals(ANY)) {
            return new EndpointPrefix(ANY, ANY);
        }
        if (space > 0 && space + 1 < text.length() && text.charAt(space + 1) == '/') {
            return new EndpointPrefix(text.substring(0, space), text.substring(space + 1));
        }
        if (space < 0 && text.startsWith("/")) {
            return new EndpointPrefix(ANY, text);
        }
        if (space < 0 && !text.isEmpty()) {
            return new EndpointPrefix("", text);
        }
        throw new IllegalArgumentException(
                "endpoints are meant by *, /path, METHOD /path or an RPC name, not: " + text);
    }

    /// Whether it means this endpoint.
    ///
    /// @param endpoint `METHOD /path`, or an RPC name
    public boolean covers(String endpoint) {
        if (text.equals(ANY)) {
            return true;
        }
        int space = endpoint.indexOf(' ');
        if (method.isEmpty() || space < 0) {
            return method.isEmpty() && space < 0 && coversName(endpoint);
        }
        return (method.equals(ANY) || method.equals(endpoint.substring(0, space)))
                && coversPath(endpoint.substring(space + 1));
    }

    private boolean coversName(String name) {
        return text.endsWith(ANY)
                ? name.startsWith(text.substring(0, text.length() - 1))
                : name.equals(text);
    }

    private boolean coversPath(String path) {
        String stem = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        boolean below = path.startsWith(stem) && path.startsWith("/", stem.length());
        return below || (path.equals(stem) && !text.endsWith("/"));
    }

    @Override
    public String toString() {
        if (method.isEmpty() || text.equals(ANY) || method.equals(ANY)) {
            return text;
        }
        return method + ' ' + text;
    }
}
