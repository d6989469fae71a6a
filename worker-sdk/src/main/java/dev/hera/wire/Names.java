package dev.hera.wire;

/// What may stand in an id, a host or a header: checked by hand, without regular expressions.
public final class Names {
    private Names() {}

    /// `[A-Za-z0-9_-]{1,64}`: ids of brokers, workers, services, tokens, calls.
    public static boolean isId(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return false;
        }
        return text.chars().allMatch(c -> isAlphanumeric(c) || c == '_' || c == '-');
    }

    /// A host name, an IPv4 address or an IPv6 address without brackets.
    public static boolean isHost(String text) {
        if (text.isEmpty() || text.length() > 253) {
            return false;
        }
        return text.chars().allMatch(c -> isAlphanumeric(c) || c == '.' || c == '-' || c == ':');
    }

    /// An HTTP field name (RFC 9110 token).
    public static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> isAlphanumeric(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }

    /// An HTTP field value: visible characters, space, tab, and obs-text; no CR, LF, NUL, controls.
    public static boolean isFieldValue(String text) {
        return text.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c != 0x7f && c <= 0xff));
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
