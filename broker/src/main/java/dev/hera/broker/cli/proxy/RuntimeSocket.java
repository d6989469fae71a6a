package dev.hera.broker.cli.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/// HAProxy's runtime socket: one connection a question, since a reload puts another process
/// behind the same path. Any thread; a HAProxy that hangs costs at most the patience.
final class RuntimeSocket {
    private static final int MAX_BYTES = 1 << 20;
    private final UnixDomainSocketAddress address;
    private final Duration patience;

    RuntimeSocket(Path path, Duration patience) {
        this.address = UnixDomainSocketAddress.of(path);
        this.patience = patience;
    }

    /// Sends commands separated by `;` and reads the answer to its end.
    String ask(String commands) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (SocketChannel channel = SocketChannel.open(address);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            ByteBuffer question =
                    ByteBuffer.wrap((commands + '\n').getBytes(StandardCharsets.UTF_8));
            while (question.hasRemaining()) {
                await(selector, deadline);
                channel.write(question);
            }
            key.interestOps(SelectionKey.OP_READ);
            return answer(channel, selector, deadline);
        }
    }

    private String answer(SocketChannel channel, Selector selector, long deadline)
            throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer part = ByteBuffer.allocate(16 << 10);
        while (answer.size() < MAX_BYTES) {
            int read = channel.read(part.clear());
            if (read < 0) {
                return answer.toString(StandardCharsets.UTF_8);
            }
            if (read == 0) {
                await(selector, deadline);
            }
            answer.write(part.array(), 0, read);
        }
        throw new IOException(address + " answered more than " + MAX_BYTES + " bytes");
    }

    private void await(Selector selector, long deadline) throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new IOException(address + " did not answer within " + patience);
        }
        selector.select(left);
        selector.selectedKeys().clear();
    }
}
