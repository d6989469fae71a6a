package dev.hera.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A server that answers every call with one fixed body, and may stall once, at its 300th call.
final class StubServer implements AutoCloseable {
    private static final int STALLING_CALL = 300;

    private final ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger calls = new AtomicInteger();
    private final byte[] answer;
    private final Duration stall;

    private StubServer(String body, Duration stall) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
        this.answer = (head + body).getBytes(StandardCharsets.US_ASCII);
        this.stall = stall;
        threads.execute(this::accept);
    }

    static StubServer prompt() throws IOException {
        return new StubServer("{\"n\":1}", Duration.ZERO);
    }

    static StubServer stallingOnce(Duration stall) throws IOException {
        return new StubServer("{\"n\":1}", stall);
    }

    static StubServer answering(String body) throws IOException {
        return new StubServer(body, Duration.ZERO);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/0/echo");
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket caller = listener.accept();
                threads.execute(() -> serve(caller));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket caller) {
        try (caller;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        caller.getInputStream(), StandardCharsets.US_ASCII))) {
            caller.setTcpNoDelay(true);
            while (readCall(in)) {
                if (calls.incrementAndGet() == STALLING_CALL && !stall.isZero()) {
                    stall();
                }
                caller.getOutputStream().write(answer);
            }
        } catch (IOException _) {
            // The caller went away.
        }
    }

    private void stall() {
        long end = System.nanoTime() + stall.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    /// Reads a head and its body; false at the end of the connection.
    private static boolean readCall(BufferedReader in) throws IOException {
        int length = 0;
        for (String line = in.readLine(); !"".equals(line); line = in.readLine()) {
            if (line == null) {
                return false;
            }
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring(16));
            }
        }
        return in.skip(length) == length;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
