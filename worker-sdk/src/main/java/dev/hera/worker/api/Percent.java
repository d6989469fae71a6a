package dev.hera.worker.api;

import dev.hera.wire.JsonProof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Percent-decoding of paths, queries and forms, once each (RFC 3986, section 2.1).
public final class Percent {
    /// Most pairs of one query or form.
    static final int MAX_PAIRS = 1000;

    private Percent() {}

    /// A path's segment as it is meant: `%2F` is a slash, `+` a plus.
    ///
    /// @throws CallException 400 when an escape is broken or what comes out is not UTF-8
    public static String segment(String text) {
        return decode(text, false, "path");
    }

    /// The pairs of a query or form, in their order: `+` is a space, a name may come several times.
    static Map<String, List<String>> pairs(String text, String where) {
        Map<String, List<String>> pairs = new LinkedHashMap<>();
        int from = 0;
        for (int count = 0; from < text.length(); count++) {
            if (count == MAX_PAIRS) {
                throw new CallException(400, "the " + where + " has over " + MAX_PAIRS + " pairs");
            }
            int end = text.indexOf('&', from);
            int to = end < 0 ? text.length() : end;
            add(pairs, text.substring(from, to), where);
            from = to + 1;
        }
        return pairs;
    }

    private static void add(Map<String, List<String>> pairs, String pair, String where) {
        if (pair.isEmpty()) {
            return;
        }
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals), true, where);
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true, where);
        pairs.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
    }

    private static String decode(String text, boolean plus, String where) {
        if (text.indexOf('%') < 0 && (!plus || text.indexOf('+') < 0)) {
            return text;
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                raw[length++] = (byte) (hex(raw, i + 1, where) << 4 | hex(raw, i + 2, where));
                i += 2;
            } else {
                raw[length++] = plus && raw[i] == '+' ? (byte) ' ' : raw[i];
            }
        }
        if (!JsonProof.isUtf8(raw, 0, length)) {
            throw new CallException(400, "the " + where + " is not UTF-8");
        }
        return new String(raw, 0, length, StandardCharsets.UTF_8);
    }

    private static int hex(byte[] raw, int at, String where) {
        int digit = at < raw.length ? Character.digit(raw[at], 16) : -1;
        if (digit < 0) {
            throw new CallException(400, "the " + where + " has a broken escape");
        }
        return digit;
    }
}
