package dev.hera.broker.link;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A WebSocket client that writes frames a decent library refuses to write.
final class RawSocket implements AutoCloseable {
    static final int TEXT = 1;
    static final int PING = 9;
    private static final int CLOSE = 8;
    private static final int PONG = 10;
    private final Socket socket;
    private final String handshake;
    private int pongs;

    /// Upgrades, with more header lines when there are any.
    RawSocket(URI uri, String headers) throws IOException {
        socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(10_000);
        String upgrade =
                """
                GET %s HTTP/1.1\r
                Host: localhost\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                Sec-WebSocket-Protocol: hera.v1\r
                %s\r
                """
                        .formatted(uri.getPath(), headers);
        socket.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        while (!answer.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = socket.getInputStream().read();
            assertTrue(next >= 0, "closed during the handshake");
            answer.write(next);
        }
        handshake = answer.toString(StandardCharsets.US_ASCII);
    }

    /// The head of the answer to the upgrade.
    String handshake() {
        return handshake;
    }

    /// Writes one frame of up to 125 bytes, masked with zeroes.
    void frame(int opcode, byte[] payload) throws IOException {
        byte[] frame = new byte[payload.length + 6];
        frame[0] = (byte) (0x80 | opcode);
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        socket.getOutputStream().write(frame);
    }

    /// Reads up to the close frame; its code.
    int closeCode() throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            int opcode = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte();
            if (opcode == CLOSE) {
                return in.readUnsignedShort();
            }
            pongs += opcode == PONG ? 1 : 0;
            in.skipNBytes(length == 126 ? in.readUnsignedShort() : length);
        }
    }

    /// Pongs that came before the close frame.
    int pongs() {
        return pongs;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
