package dev.hera.bench;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One connection of a [ClosedLoop]: a call under way, or none while it is broken.
///
/// Belongs to the loop's thread and never waits. A broken one stays so until it is looked after,
/// so that a server that is gone is not asked without a pause.
final class Lane {
    private final Load load;
    private final Tally tally;
    private final Selector selector;
    private final ByteBuffer message;
    private final Answer answer;
    private @Nullable SelectionKey key;
    private long sent;

    Lane(Load load, Tally tally, Selector selector) {
        this.load = load;
        this.tally = tally;
        this.selector = selector;
        this.message = ByteBuffer.allocateDirect(load.message().length).put(load.message());
        this.answer = new Answer(load.expected());
    }

    /// Opens it when it is broken, gives a call up that takes too long.
    void lookAfter() {
        if (key == null) {
            open();
        } else if (System.nanoTime() - sent > load.limit().toNanos()) {
            tally.timedOut();
            close();
        }
    }

    private void open() {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // Waits, on the loopback address for microseconds.
            channel.socket()
                    .connect(
                            new InetSocketAddress(load.url().getHost(), load.port()),
                            Math.toIntExact(load.limit().toMillis()));
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
            begin();
        } catch (IOException e) {
            fail(e);
        }
    }

    /// The socket has bytes for us, or room for ours.
    void move() {
        SelectionKey here = key;
        if (here == null) {
            return;
        }
        try {
            if (message.hasRemaining()) {
                push(here);
            }
            pull(here);
        } catch (IOException e) {
            fail(e);
        }
    }

    private void begin() throws IOException {
        SelectionKey here = key;
        if (here != null) {
            sent = System.nanoTime();
            message.rewind();
            answer.clear();
            push(here);
        }
    }

    private void push(SelectionKey here) throws IOException {
        ((SocketChannel) here.channel()).write(message);
        int wanted =
                message.hasRemaining()
                        ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                        : SelectionKey.OP_READ;
        if (here.interestOps() != wanted) {
            here.interestOps(wanted);
        }
    }

    private void pull(SelectionKey here) throws IOException {
        answer.fill((SocketChannel) here.channel());
        if (!answer.isWhole()) {
            return;
        }
        if (answer.isRight()) {
            tally.took(System.nanoTime() - sent);
        } else {
            tally.failed(answer.summary());
        }
        if (answer.isLast()) {
            close();
            open();
        } else {
            begin();
        }
    }

    private void fail(IOException why) {
        tally.failed(why.toString());
        close();
    }

    void close() {
        SelectionKey here = key;
        key = null;
        try {
            if (here != null) {
                here.channel().close();
            }
        } catch (IOException _) {
            // It is given up either way.
        }
    }
}
