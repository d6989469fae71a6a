package dev.hera.wire.accept;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a caller hears when its call is on disk; immutable.
///
/// @param status 200 to 299
/// @param contentType of the body; empty for none
/// @param body a text in which `{uuid}` becomes the call's id, or base64
/// @param form how to read `body`
/// @param headers besides those of the platform, names in lower case
public record Confirmation(
        int status, String contentType, String body, Form form, Map<String, String> headers) {
    /// How a body is written down.
    public enum Form {
        TEXT,
        BASE64
    }

    /// 202 with the call's id; the platform adds `Location`.
    public static final Confirmation USUAL =
            new Confirmation(202, "application/json", "{\"uuid\":\"{uuid}\"}", Form.TEXT, Map.of());

    /// A transparent image of one pixel that nobody may cache: the answer to a beacon.
    public static final Confirmation PIXEL =
            new Confirmation(
                    200,
                    "image/gif",
                    "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
                    Form.BASE64,
                    Map.of(
                            "cache-control",
                            "no-store, no-cache, must-revalidate, private",
                            "pragma",
                            "no-cache",
                            "expires",
                            "0"));

    private static final int MAX_BODY = 16 << 10;
    private static final int MAX_HEADERS = 16;
    private static final List<String> OURS =
            List.of(
                    "connection",
                    "content-length",
                    "content-type",
                    "date",
                    "location",
                    "server",
                    "server-timing",
                    "set-cookie",
                    "transfer-encoding",
                    "x-request-uuid");

    public Confirmation {
        headers = Map.copyOf(new TreeMap<>(headers));
    }

    /// The body's bytes for one call.
    public byte[] bytes(String uuid) {
        return switch (form) {
            case TEXT -> body.replace("{uuid}", uuid).getBytes(StandardCharsets.UTF_8);
            case BASE64 -> Base64.getDecoder().decode(body);
        };
    }

    void addFaults(List<String> faults) {
        if (status < 200 || status > 299) {
            faults.add("the confirmation's status is " + status + ", allowed 200..299");
        }
        if (body.length() > MAX_BODY) {
            faults.add(
                    "the confirmation has %d characters, allowed %d"
                            .formatted(body.length(), MAX_BODY));
        }
        if (form == Form.BASE64 && !isBase64(body)) {
            faults.add("the confirmation's bodyBase64 is no base64");
        }
        if (!isValue(contentType)) {
            faults.add("the confirmation's content type is not a header value");
        }
        if (headers.size() > MAX_HEADERS) {
            faults.add("the confirmation has " + headers.size() + " headers, allowed 16");
        }
        headers.forEach(
                (name, value) -> {
                    if (!isName(name) || !isValue(value)) {
                        faults.add("the confirmation cannot set the header " + cut(name));
                    }
                });
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length <= MAX_BODY;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || isDigitOrDash(c))
                && !name.startsWith("hera-")
                && !OURS.contains(name);
    }

    private static boolean isDigitOrDash(int c) {
        return (c >= '0' && c <= '9') || c == '-';
    }

    private static boolean isValue(String text) {
        return text.length() <= 1000 && text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    private static String cut(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40);
    }
}
