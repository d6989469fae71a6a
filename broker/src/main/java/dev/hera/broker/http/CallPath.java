package dev.hera.broker.http;

import org.eclipse.jetty.http.HttpURI;

import java.util.Optional;

/// The one reading of a path: authorisation and routing decide on the same decoded form.
public final class CallPath {
    private static final int MAX_CHARS = 4096;

    private CallPath() {}

    /// The same for a path without a query, from wherever it comes.
    public static Optional<String> decoded(String path) {
        if (!path.startsWith("/") || path.indexOf('?') >= 0 || path.indexOf('#') >= 0) {
            return Optional.empty();
        }
        try {
            HttpURI uri = HttpURI.from("http://h" + path);
            return path.equals(uri.getPath()) ? decoded(uri) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The decoded path, or empty when it could be read in two ways: dot segments, empty segments,
    /// parameters, encoded separators, controls, backslashes, bytes that are not UTF-8.
    static Optional<String> decoded(HttpURI uri) {
        String raw = uri.getPath();
        if (raw == null || raw.isEmpty() || raw.charAt(0) != '/' || raw.length() > MAX_CHARS) {
            return Optional.empty();
        }
        if (uri.hasViolations() || raw.indexOf(';') >= 0) {
            return Optional.empty();
        }
        String path = raw.indexOf('%') < 0 ? raw : uri.getDecodedPath();
        return path == null || isAmbiguous(path) ? Optional.empty() : Optional.of(path);
    }

    private static boolean isAmbiguous(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c < ' ' || c == 0x7f || c == '\\' || c == ';' || c == '\ufffd') {
                return true;
            }
            if (c == '/' && i > 0 && path.charAt(i - 1) == '/') {
                return true;
            }
        }
        return (path + '/').contains("/./") || (path + '/').contains("/../");
    }
}
