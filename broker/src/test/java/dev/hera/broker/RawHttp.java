package dev.hera.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A caller that writes bytes as it likes, and reads whatever comes back until the end.
final class RawHttp {
    private static final int PATIENCE_MS = 10_000;

    private RawHttp() {}

    /// What came back: all of it, and its parts in lower case where case does not matter.
    record Answer(String text) {
        int status() {
            return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
        }

        /// How many answers came on the one connection.
        long answers() {
            return text.lines().filter(line -> line.startsWith("HTTP/1.1 ")).count();
        }

        String header(String name) {
            String wanted = name.toLowerCase(Locale.ROOT) + ":";
            return text.lines()
                    .takeWhile(line -> !line.isBlank())
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
                    .map(line -> line.substring(wanted.length()).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /// Sends these bytes, closes the sending side, and reads until the other side closes.
    static Answer send(URI to, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(to.getHost(), to.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            try {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // refused in the middle; the answer says why
            }
            return new Answer(read(socket.getInputStream()));
        }
    }

    static Answer send(URI to, String text) throws IOException {
        return send(to, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try {
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                all.write(part, 0, n);
            }
        } catch (IOException e) {
            // reset or silent: what came so far is the answer
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }
}
