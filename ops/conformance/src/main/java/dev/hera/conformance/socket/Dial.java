package dev.hera.conformance.socket;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// How a dial ended.
public sealed interface Dial {
    /// The most that a handshake may take, in milliseconds.
    int PATIENCE_MS = 10_000;

    /// The socket is open.
    record Opened(Upgrade answer, RawSocket socket) implements Dial {}

    /// It was refused.
    record Refused(Upgrade answer) implements Dial {}

    /// Dials and waits for the end of the handshake.
    ///
    /// @param headers whole lines besides the usual ones, without their ends
    static Dial to(String host, int port, String path, List<String> headers) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
            StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
            head.append("Host: ").append(host).append(':').append(port).append("\r\n");
            head.append("Upgrade: websocket\r\nConnection: Upgrade\r\n");
            head.append("Sec-WebSocket-Version: 13\r\n");
            head.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
            headers.forEach(line -> head.append(line).append("\r\n"));
            head.append("\r\n");
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            Upgrade answer = Upgrade.read(in);
            if (answer.status() != 101) {
                socket.close();
                return new Refused(answer);
            }
            socket.setSoTimeout(0);
            return new Opened(answer, new RawSocket(socket, in, RawSocket.Side.CLIENT));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
