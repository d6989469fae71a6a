package dev.hera.broker.access;

/// A set of endpoints, named by a prefix; compares whole path segments, so that `POST /0/metrics`
/// does not cover `POST /0/metrics-secret`.
///
/// | text | covers |
/// | --- | --- |
/// | `*` | everything |
/// | `POST /0/metrics` | that path and all below it |
/// | `* /0/` | all below `/0/`, any HTTP method |
/// | `GET /0/met*` | every path that begins so: the star gives up the care for segments |
/// | `rpc sum` | the JSON-RPC method `sum` |
/// | `rpc stock.*` | every JSON-RPC method that begins so |
///
/// @param method an HTTP method in capitals, `*` for any, or `rpc`
/// @param prefix what the path or the JSON-RPC name begins with, without the star
/// @param loose whether the prefix may end inside a segment or a name
public record Reach(String method, String prefix, boolean loose) {
    private static final String RPC = "rpc";
    private static final String ANY = "*";
    private static final int MAX_CHARS = 300;
    private static final Reach EVERYTHING = new Reach(ANY, "", true);

    /// Reads the text form.
    ///
    /// @throws IllegalArgumentException saying what is allowed
    public static Reach parse(String text) {
        if (text.equals(ANY)) {
            return EVERYTHING;
        }
        int space = text.indexOf(' ');
        String method = text.substring(0, Math.max(0, space));
        String rest = text.substring(space + 1);
        boolean loose = rest.endsWith(ANY);
        String prefix = loose ? rest.substring(0, rest.length() - 1) : rest;
        boolean rpc = method.equals(RPC);
        boolean fits = rpc ? loose || !prefix.isEmpty() : isMethod(method) && rest.startsWith("/");
        if (!fits || text.length() > MAX_CHARS || !isPlain(prefix)) {
            throw new IllegalArgumentException(
                    "not a set of endpoints: '%s' (allowed: *, METHOD /prefix, * /prefix, rpc NAME)"
                            .formatted(text));
        }
        return new Reach(method, prefix, loose);
    }

    private static boolean isMethod(String text) {
        return text.equals(ANY)
                || (!text.isEmpty() && text.chars().allMatch(c -> c >= 'A' && c <= 'Z'));
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c > ' ' && c != '*' && c < 0x7f);
    }

    /// Whether a name as announced is covered: `POST /0/metrics-api`, or `sum`.
    public boolean covers(String endpoint) {
        int space = endpoint.indexOf(' ');
        return space < 0
                ? covers("", endpoint)
                : covers(endpoint.substring(0, space), endpoint.substring(space + 1));
    }

    /// Whether a call is covered.
    ///
    /// @param verb the HTTP method; empty for JSON-RPC
    /// @param target the decoded path, or the JSON-RPC name
    public boolean covers(String verb, String target) {
        if (isEverything()) {
            return true;
        }
        if (method.equals(RPC)) {
            return verb.isEmpty() && (loose ? target.startsWith(prefix) : target.equals(prefix));
        }
        return !verb.isEmpty()
                && (method.equals(ANY) || method.equals(verb))
                && target.startsWith(prefix)
                && (loose || endsWithSegment(target));
    }

    private boolean isEverything() {
        return prefix.isEmpty() && method.equals(ANY);
    }

    private boolean endsWithSegment(String target) {
        return target.length() == prefix.length()
                || prefix.endsWith("/")
                || target.charAt(prefix.length()) == '/';
    }

    @Override
    public String toString() {
        return isEverything() ? ANY : method + ' ' + prefix + (loose ? ANY : "");
    }
}
