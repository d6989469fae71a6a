package dev.hera.broker.journal.redact;

import java.nio.charset.StandardCharsets;

/// Finds what looks like a token or a key, by its shape alone; pure, any thread.
///
/// Every shape is a run of at least sixteen letters, digits, `_`, `-` or `.`, so looking at every
/// sixteenth byte meets each of them, and only long runs are read. No backtracking: a byte is read
/// at most a few times.
final class TokenShapes {
    /// Nothing found.
    static final long NONE = -1;

    private static final int SHORTEST = 16;
    private static final int SECRET_CHARS = 16;
    private static final boolean[] IN_RUN = new boolean[256];
    private static final boolean[] BEGINS = new boolean[256];

    /// Beginnings that issuers gave their keys so that they can be found.
    private static final byte[][] PREFIXES =
            ascii(
                    "hera_c_",
                    "hera_w_",
                    "hera_a_",
                    "eyJ",
                    "AKIA",
                    "ASIA",
                    "AIza",
                    "ghp_",
                    "gho_",
                    "ghs_",
                    "ghu_",
                    "ghr_",
                    "github_pat_",
                    "glpat-",
                    "sk-",
                    "sk_live_",
                    "sk_test_",
                    "rk_live_",
                    "shpat_",
                    "xoxb-",
                    "xoxp-",
                    "xoxa-",
                    "xoxs-",
                    "xoxr-",
                    "npm_",
                    "pypi-",
                    "dop_v1_",
                    "hf_",
                    "SG.",
                    "whsec_");

    private static final byte[][] SCHEMES = ascii("bearer", "basic", "token");
    private static final byte[] PEM = "PRIVATE KEY-----".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PEM_END = "-----".getBytes(StandardCharsets.US_ASCII);

    static {
        for (char c = 0; c < 128; c++) {
            IN_RUN[c] = Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
        }
        for (byte[] prefix : PREFIXES) {
            BEGINS[prefix[0]] = true;
        }
    }

    private TokenShapes() {}

    private static byte[][] ascii(String... texts) {
        byte[][] bytes = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            bytes[i] = texts[i].getBytes(StandardCharsets.US_ASCII);
        }
        return bytes;
    }

    /// The next secret: its first byte in the high half, the one behind its last in the low half.
    static long next(byte[] text, int from, int to) {
        int at = from + SHORTEST - 1;
        while (at < to) {
            if (!isRun(text[at])) {
                at += SHORTEST;
                continue;
            }
            int start = at;
            while (start > from && isRun(text[start - 1])) {
                start--;
            }
            int end = at + 1;
            while (end < to && isRun(text[end])) {
                end++;
            }
            int secret = end - start < SHORTEST ? -1 : secretIn(text, from, start, end);
            if (secret >= 0) {
                return span(secret, tail(text, end, to));
            }
            at = end + SHORTEST;
        }
        return NONE;
    }

    static int start(long span) {
        return (int) (span >> 32);
    }

    static int end(long span) {
        return (int) span;
    }

    private static long span(int start, int end) {
        return (long) start << 32 | end;
    }

    private static boolean isRun(byte b) {
        return IN_RUN[b & 0xff];
    }

    /// Where in the run the secret begins; -1 when it has none.
    private static int secretIn(byte[] text, int from, int start, int end) {
        if (followsScheme(text, from, start)) {
            return start;
        }
        for (int i = start; i <= end - SECRET_CHARS; i++) {
            if (BEGINS[text[i] & 0xff] && beginsAt(text, start, i, end)) {
                return i;
            }
        }
        return -1;
    }

    /// Our own tokens are found in the middle of a word too.
    private static boolean beginsAt(byte[] text, int start, int at, int end) {
        if (at > start && isLetterOrDigit(text[at - 1]) && text[at] != 'h') {
            return false;
        }
        for (byte[] prefix : PREFIXES) {
            if (prefix[0] == text[at] && holds(text, at, end, prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(byte[] text, int at, int end, byte[] prefix) {
        if (end - at < Math.max(SECRET_CHARS, prefix.length + SECRET_CHARS / 2)) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (text[at + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(byte b) {
        return isRun(b) && b != '_' && b != '-' && b != '.';
    }

    /// Whether `Bearer `, `Basic ` or the like stands before, the blank also as `%20` or `+`.
    private static boolean followsScheme(byte[] text, int from, int start) {
        int end = start;
        if (end > from && text[end - 1] == '%') {
            end--;
        }
        while (end > from && (text[end - 1] == ' ' || text[end - 1] == '+')) {
            end--;
        }
        for (byte[] scheme : SCHEMES) {
            if (end < start && endsWith(text, from, end, scheme)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsWith(byte[] text, int from, int end, byte[] word) {
        if (end - from < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if ((text[end - word.length + i] | 0x20) != word[i]) {
                return false;
            }
        }
        return true;
    }

    /// What may stand in a token besides: the rest of its base 64.
    private static int tail(byte[] text, int end, int to) {
        int at = end;
        while (at < to
                && (isRun(text[at])
                        || text[at] == '+'
                        || text[at] == '/'
                        || text[at] == '='
                        || text[at] == '~')) {
            at++;
        }
        return at;
    }

    /// The next private key in PEM, without its first and last line.
    static long nextKey(byte[] text, int from, int to) {
        int head = indexOf(text, from, to, PEM);
        if (head < 0) {
            return NONE;
        }
        int start = head + PEM.length;
        int end = indexOf(text, start, to, PEM_END);
        return end == start ? NONE : span(start, end < 0 ? endOfText(text, start, to) : end);
    }

    private static int endOfText(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] != '"') {
            at++;
        }
        return at;
    }

    /// Looks at the word's end first, and jumps where it cannot be.
    private static int indexOf(byte[] text, int from, int to, byte[] word) {
        for (int at = from + word.length - 1; at < to; at += step(text, at)) {
            if (text[at] == '-' && matches(text, at - word.length + 1, word)) {
                return at - word.length + 1;
            }
        }
        return -1;
    }

    /// Both words end in five dashes: without one here, the next end is at least five on.
    private static int step(byte[] text, int at) {
        return text[at] == '-' ? 1 : 5;
    }

    private static boolean matches(byte[] text, int at, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if (text[at + i] != word[i]) {
                return false;
            }
        }
        return true;
    }
}
