package dev.hera.broker.http;

import org.eclipse.jetty.http.HttpURI;

import java.util.Optional;

/// The one reading of a path: authorisation and routing decide on the same decoded form.
final class CallPath {
    private static final int MAX_CHARS = 4096;

    private CallPath() {}

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
