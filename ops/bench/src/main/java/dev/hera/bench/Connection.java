package dev.hera.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One kept-alive HTTP/1.1 connection that sends the same bytes and checks what comes back.
///
/// Understands answers with `Content-Length` only, which is what is measured here; anything else is
/// an [IOException], as are another status and another body. Belongs to one thread.
final class Connection implements AutoCloseable {
    private static final int MAX_LINE = 16 * 1024;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final byte[] message;
    private final byte[] expected;

    Connection(Load load) throws IOException {
        int port = load.url().getPort() < 0 ? 80 : load.url().getPort();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(load.url().getHost(), port), PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), MAX_LINE);
        expected = load.answer().getBytes(StandardCharsets.ISO_8859_1);
        message = message(load);
    }

    private static byte[] message(Load load) {
        byte[] body = load.body().getBytes(StandardCharsets.UTF_8);
        String query = load.url().getRawQuery();
        List<String> head = new ArrayList<>();
        head.add(
                (body.length == 0 ? "GET " : "POST ")
                        + load.url().getRawPath()
                        + (query == null ? "" : '?' + query)
                        + " HTTP/1.1");
        head.add("Host: " + load.url().getRawAuthority());
        if (body.length > 0) {
            head.add("Content-Type: application/json");
            head.add("Content-Length: " + body.length);
        }
        if (!load.token().isEmpty()) {
            head.add("Authorization: Bearer " + load.token());
        }
        String text = String.join("\r\n", head) + "\r\n\r\n" + load.body();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Sends once and reads the whole answer.
    ///
    /// @throws IOException also when the answer is not the expected one
    void call() throws IOException {
        socket.getOutputStream().write(message);
        String status = line();
        int length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        byte[] body = in.readNBytes(Math.max(length, 0));
        if (!status.startsWith("HTTP/1.1 200") || !Arrays.equals(body, expected)) {
            throw new IOException(status + ", " + length + " bytes");
        }
    }

    private String line() throws IOException {
        byte[] bytes = new byte[256];
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed inside an answer");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(MAX_LINE, length * 2));
            }
            bytes[length++] = (byte) next;
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
