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
import java.util.concurrent.locks.LockSupport;

/// A server that answers every call with one fixed answer, and has one weakness.
final class StubServer implements AutoCloseable {
    private static final String OK = "{\"n\":1}";

    /// How long the call that came just now has to wait.
    private interface Pause {
        Duration at(Duration sinceStart);
    }

    private final ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final long start = System.nanoTime();
    private final byte[] answer;
    private final Pause pause;

    private StubServer(String answer, Pause pause) throws IOException {
        this.answer = answer.getBytes(StandardCharsets.US_ASCII);
        this.pause = pause;
        threads.execute(this::accept);
    }

    private static String ok(String body, String more) {
        return "HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(more, body.length(), body);
    }

    static StubServer prompt() throws IOException {
        return new StubServer(ok(OK, ""), _ -> Duration.ZERO);
    }

    /// Every call takes this long.
    static StubServer steady(Duration each) throws IOException {
        return new StubServer(ok(OK, ""), _ -> each);
    }

    /// Stands still for all callers, this long in each period, the first time in its middle.
    static StubServer stalling(Duration stall, Duration period) throws IOException {
        long half = period.toNanos() / 2;
        return new StubServer(
                ok(OK, ""),
                since -> {
                    long after = (since.toNanos() + half) % period.toNanos();
                    return Duration.ofNanos(Math.max(0, stall.toNanos() - after));
                });
    }

    static StubServer answering(String body) throws IOException {
        return new StubServer(ok(body, ""), _ -> Duration.ZERO);
    }

    /// Says that it closes after each answer, and does.
    static StubServer closing() throws IOException {
        return new StubServer(ok(OK, "Connection: close\r\n"), _ -> Duration.ZERO);
    }

    /// Fails every call, quickly.
    static StubServer failing() throws IOException {
        String answer = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n";
        return new StubServer(answer, _ -> Duration.ZERO);
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
        boolean closes = new String(answer, StandardCharsets.US_ASCII).contains("close\r\n");
        try (caller;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        caller.getInputStream(), StandardCharsets.US_ASCII))) {
            caller.setTcpNoDelay(true);
            while (readCall(in)) {
                waitFor(pause.at(Duration.ofNanos(System.nanoTime() - start)));
                caller.getOutputStream().write(answer);
                if (closes) {
                    return;
                }
            }
        } catch (IOException _) {
            // The caller went away.
        }
    }

    private static void waitFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
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
        for (int left = length; left > 0; ) {
            long skipped = in.skip(left);
            left -= Math.toIntExact(skipped);
            if (skipped == 0 && in.read() < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
