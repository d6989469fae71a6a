package dev.hera.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/// One kept-alive HTTP/1.1 connection that sends the same bytes and checks what comes back.
///
/// Belongs to one thread, which waits for each answer.
final class Connection implements AutoCloseable {
    private final Socket socket = new Socket();
    private final byte[] message;
    private final Answer answer;

    Connection(Load load) throws IOException {
        int patience = Math.toIntExact(load.limit().toMillis());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.max(1, patience));
        socket.connect(new InetSocketAddress(load.url().getHost(), load.port()), patience);
        message = load.message();
        answer = new Answer(load.expected());
    }

    /// Sends once and reads the whole answer.
    ///
    /// @return what came instead of the right answer; empty when that came
    /// @throws IOException when the connection cannot be used any more
    String call() throws IOException {
        answer.clear();
        socket.getOutputStream().write(message);
        while (!answer.isWhole()) {
            answer.fill(socket.getInputStream());
        }
        return answer.isRight() ? "" : answer.summary();
    }

    /// Whether another call may go this way.
    boolean isOver() {
        return answer.isLast();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
