package dev.hera.conformance.socket;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Takes WebSockets on a port of the loopback address; a thread that accepts, one for each dial.
public final class Door implements AutoCloseable {
    private final ServerSocket server;
    private final Function<Upgrade, Answer> judge;
    private final BiConsumer<Upgrade, RawSocket> opened;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /// What a dial is told: a status line and headers. 101 opens.
    ///
    /// @param status the HTTP status
    /// @param headers whole lines, without their ends
    public record Answer(int status, List<String> headers) {
        public Answer {
            headers = List.copyOf(headers);
        }
    }

    /// @param judge decides on a dial
    /// @param opened takes a socket that was let in
    public Door(Function<Upgrade, Answer> judge, BiConsumer<Upgrade, RawSocket> opened)
            throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.judge = judge;
        this.opened = opened;
        Thread _ = Thread.ofVirtual().name("conformance-door").start(this::accept);
    }

    /// Where to dial.
    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                Thread _ = Thread.ofVirtual().start(() -> greet(socket));
            }
        } catch (IOException e) {
            open.forEach(Door::close);
        }
    }

    private void greet(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            Upgrade request = Upgrade.read(in);
            Answer answer = judge.apply(request);
            socket.getOutputStream().write(head(request, answer));
            if (answer.status() == 101) {
                opened.accept(request, new RawSocket(socket, in, RawSocket.Side.SERVER));
            } else {
                close(socket);
            }
        } catch (IOException e) {
            close(socket);
        }
    }

    private static byte[] head(Upgrade request, Answer answer) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " so\r\n");
        if (answer.status() == 101) {
            head.append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ");
            head.append(Upgrade.accept(request.header("sec-websocket-key"))).append("\r\n");
        } else {
            head.append("Content-Length: 0\r\nConnection: close\r\n");
        }
        answer.headers().forEach(line -> head.append(line).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a socket failed", e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a door failed", e);
        }
    }
}
