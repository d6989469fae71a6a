package dev.hera.wire.id;

import java.util.Optional;

/// A place in a trace, as the header `traceparent` of W3C Trace Context names it.
///
/// @param trace 32 lower-case hexadecimal digits, not all 0
/// @param span 16 lower-case hexadecimal digits, not all 0: who is the parent of what follows
/// @param sampled whether somebody keeps this trace
public record TraceParent(String trace, String span, boolean sampled) {
    /// The header's name.
    public static final String HEADER = "traceparent";

    private static final int TRACE = 32;
    private static final int SPAN = 16;
    private static final int LENGTH = 55;
    private static final String NOTHING = "0".repeat(TRACE);

    public TraceParent {
        if (!isId(trace, TRACE) || !isId(span, SPAN)) {
            throw new IllegalArgumentException("no trace or span id: " + trace + ", " + span);
        }
    }

    /// Reads the header; empty when it is anything but what the recommendation allows. A version
    /// after 00 may have more fields, which are left out.
    public static Optional<TraceParent> parse(String text) {
        if (text.length() < LENGTH || !areDashesRight(text)) {
            return Optional.empty();
        }
        String version = text.substring(0, 2);
        String trace = text.substring(3, 35);
        String span = text.substring(36, 52);
        String flags = text.substring(53, LENGTH);
        boolean fits =
                isHex(version)
                        && !version.equals("ff")
                        && isEnd(text, version)
                        && isId(trace, TRACE)
                        && isId(span, SPAN)
                        && isHex(flags);
        return fits
                ? Optional.of(new TraceParent(trace, span, (digit(flags.charAt(1)) & 1) == 1))
                : Optional.empty();
    }

    private static boolean areDashesRight(String text) {
        return text.charAt(2) == '-' && text.charAt(35) == '-' && text.charAt(52) == '-';
    }

    private static boolean isEnd(String text, String version) {
        return text.length() == LENGTH || (!version.equals("00") && text.charAt(LENGTH) == '-');
    }

    private static boolean isId(String text, int length) {
        return text.length() == length && isHex(text) && !NOTHING.startsWith(text);
    }

    /// A loop, since every call comes by here several times.
    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (digit(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /// The value of a lower-case hexadecimal digit, -1 for anything else.
    private static int digit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    /// The same trace, one step on.
    public TraceParent at(String next) {
        return new TraceParent(trace, next, sampled);
    }

    /// The header's value, version 00.
    @Override
    public String toString() {
        return "00-" + trace + '-' + span + (sampled ? "-01" : "-00");
    }
}
