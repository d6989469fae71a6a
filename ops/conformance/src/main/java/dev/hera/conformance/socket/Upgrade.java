package dev.hera.conformance.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The head of an HTTP message as the handshake needs it; immutable.
///
/// @param start the request or status line
/// @param headers names in lower case, repeated ones joined by commas
public record Upgrade(String start, Map<String, String> headers) {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int MOST_BYTES = 16 << 10;

    public Upgrade {
        headers = Map.copyOf(headers);
    }

    /// Reads a head, not a byte more.
    static Upgrade read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0 || head.size() > MOST_BYTES) {
                throw new IOException("no HTTP head, but " + head.size() + " bytes");
            }
            head.write(next);
            boolean fits = next == (matched % 2 == 0 ? '\r' : '\n');
            matched = fits ? matched + 1 : next == '\r' ? 1 : 0;
        }
        List<String> lines =
                Arrays.asList(head.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1));
        Map<String, String> headers = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                headers.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
            }
        }
        return new Upgrade(lines.getFirst(), headers);
    }

    /// A header's value; empty when it is not there.
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /// The status of an answer.
    public int status() {
        String[] words = start.split(" ", 3);
        return words.length > 1 && words[1].length() == 3 ? Integer.parseInt(words[1]) : 0;
    }

    /// The answer to a key.
    static String accept(String key) {
        try {
            byte[] text = (key + MAGIC).getBytes(StandardCharsets.ISO_8859_1);
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text);
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
