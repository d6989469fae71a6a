package dev.hera.conformance.socket;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// One open WebSocket; any thread sends, one thread takes what was heard, one of its own reads.
///
/// Pings are answered and a close frame is given back by the reader, as any end must; everything
/// else is up to whoever holds it. A send to a dead socket does nothing: the end is heard anyway.
public final class RawSocket implements AutoCloseable {
    /// The code that stands for a connection that ended without a close frame.
    public static final int CUT = 1006;

    private static final int CONTINUATION = 0;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int MOST_HEARD = 100_000;
    private static final int LARGEST = 64 << 20;

    private final Socket socket;
    private final DataInputStream in;
    private final Side side;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>(MOST_HEARD);
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private Heard.Kind partsKind = Heard.Kind.BINARY;
    private Heard.@Nullable Ended ended;

    /// Which end of the connection this is: the client's frames carry a mask.
    enum Side {
        CLIENT,
        SERVER
    }

    RawSocket(Socket socket, DataInputStream in, Side side) {
        this.socket = socket;
        this.in = in;
        this.side = side;
        Thread _ = Thread.ofVirtual().name("conformance-in").start(this::read);
    }

    private void read() {
        Heard.Ended end = null;
        try {
            while (end == null) {
                end = frame();
            }
        } catch (IOException e) {
            end = new Heard.Ended(CUT, "the connection is cut: " + e.getMessage());
        }
        boolean _ = heard.offer(end);
        cut();
    }

    /// Reads one frame; what a close frame says ends it all.
    private Heard.@Nullable Ended frame() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        long length = second & 0x7f;
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        boolean masked = (second & MASKED) != 0;
        if (length < 0 || length > LARGEST || (first & 0x70) != 0) {
            throw new IOException("a frame of " + length + " bytes, or with an extension's bits");
        }
        if (masked != (side == Side.SERVER)) {
            throw new IOException("a client's frames have a mask, a server's have none");
        }
        byte[] mask = masked ? in.readNBytes(4) : new byte[4];
        byte[] payload = in.readNBytes((int) length);
        if (payload.length < length) {
            throw new IOException("cut in the middle of a frame");
        }
        unmask(payload, mask);
        return take(first, payload);
    }

    private static void unmask(byte[] payload, byte[] mask) {
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i & 3];
        }
    }

    private Heard.@Nullable Ended take(int first, byte[] payload) throws IOException {
        int opcode = first & 0x0f;
        switch (opcode) {
            case CONTINUATION -> gather(first, payload);
            case 1, 2 -> {
                partsKind = opcode == 1 ? Heard.Kind.TEXT : Heard.Kind.BINARY;
                gather(first, payload);
            }
            case PING -> frame(FINAL | PONG, payload);
            case PONG -> hear(new Heard.Pong(payload));
            case CLOSE -> {
                frame(FINAL | CLOSE, Arrays.copyOf(payload, Math.min(2, payload.length)));
                return ended(payload);
            }
            default -> throw new IOException("opcode " + opcode);
        }
        return null;
    }

    private void gather(int first, byte[] payload) throws IOException {
        parts.write(payload);
        if ((first & FINAL) != 0) {
            hear(new Heard.Message(partsKind, parts.toByteArray()));
            parts.reset();
        }
    }

    private void hear(Heard what) throws IOException {
        if (!heard.offer(what)) {
            throw new IOException("more than " + MOST_HEARD + " messages wait");
        }
    }

    private static Heard.Ended ended(byte[] payload) {
        if (payload.length < 2) {
            return new Heard.Ended(1005, "");
        }
        String why = new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        return new Heard.Ended(ByteBuffer.wrap(payload).getShort() & 0xffff, why);
    }

    /// What was heard next, waited for so long; null when nothing came. The end is heard again and
    /// again.
    public @Nullable Heard next(Duration within) throws InterruptedException {
        if (ended != null) {
            return ended;
        }
        Heard next = heard.poll(Math.max(0, within.toNanos()), TimeUnit.NANOSECONDS);
        if (next instanceof Heard.Ended end) {
            ended = end;
        }
        return next;
    }

    /// Sends a whole message.
    public void send(Heard.Kind kind, byte[] message) {
        frame(FINAL | kind.opcode, message);
    }

    /// Sends a message in so many frames.
    public void sendInParts(Heard.Kind kind, byte[] message, int frames) {
        int size = Math.max(1, (message.length + frames - 1) / frames);
        for (int from = 0; from < message.length; from += size) {
            int to = Math.min(message.length, from + size);
            int opcode = from == 0 ? kind.opcode : CONTINUATION;
            int last = to == message.length ? FINAL : 0;
            frame(last | opcode, Arrays.copyOfRange(message, from, to));
        }
    }

    /// Sends the beginning of a message and never its end.
    public void sendHalf(Heard.Kind kind, byte[] message) {
        frame(kind.opcode, message);
    }

    /// Sends a ping.
    public void ping(byte[] payload) {
        frame(FINAL | PING, payload);
    }

    /// Says goodbye; the other side's goodbye is heard as the end.
    public void close(int code, String why) {
        byte[] text = why.getBytes(StandardCharsets.UTF_8);
        frame(
                FINAL | CLOSE,
                ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
    }

    /// Sends one frame as it is; what does not leave is not missed.
    private synchronized void frame(int first, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 14);
        int mask = side == Side.CLIENT ? MASKED : 0;
        out.write(first);
        if (payload.length < 126) {
            out.write(mask | payload.length);
        } else if (payload.length < 1 << 16) {
            out.write(mask | 126);
            out.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            out.write(mask | 127);
            out.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        byte[] sent = payload;
        if (side == Side.CLIENT) {
            byte[] key = new byte[4];
            ThreadLocalRandom.current().nextBytes(key);
            out.writeBytes(key);
            sent = payload.clone();
            unmask(sent, key);
        }
        out.writeBytes(sent);
        try {
            socket.getOutputStream().write(out.toByteArray());
        } catch (IOException e) {
            cut();
        }
    }

    /// Cuts the connection without a word, as a killed process does.
    public void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a socket failed", e);
        }
    }

    @Override
    public void close() {
        cut();
    }
}
