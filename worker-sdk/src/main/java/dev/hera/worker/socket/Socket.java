package dev.hera.worker.socket;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One open WebSocket: one thread receives, one thread sends, any thread closes.
public final class Socket {
    /// Everything went as agreed.
    public static final int GOING = WebSocket.NORMAL_CLOSURE;

    /// The other side broke the protocol. (The client refuses to send 1002.)
    public static final int BREACH = 4002;

    /// The other side did not prove itself.
    public static final int NOT_PROVED = 4003;

    /// The other side was silent, or did not take what was sent.
    public static final int SILENT = 4008;

    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final int MAX_REASON = 120;

    private final WebSocket socket;
    private final Ear ear;
    private CompletableFuture<?> lastProbe = CompletableFuture.completedFuture(null);

    Socket(WebSocket socket, Ear ear) {
        this.socket = socket;
        this.ear = ear;
    }

    /// Sets how many bytes one received message may have; a larger one ends the socket.
    public void limit(int bytes) {
        ear.limit(bytes);
    }

    /// The next whole message, waited for so long. Only one thread may receive.
    public Received receive(Duration wait) throws InterruptedException {
        Received received = ear.next(wait);
        if (received instanceof Received.Message) {
            socket.request(1);
        }
        return received;
    }

    /// Wakes the receiving thread: it hears silence once.
    public void nudge() {
        ear.nudge();
    }

    /// Finds out whether the connection still stands; only the receiving thread.
    ///
    /// The client misses an end that comes right behind data (seen with JDK 25 in 3 to 10 of 100
    /// cases): nothing more is read then, and only writing finds out. The first ping draws a reset,
    /// a later one fails.
    public void probe() {
        if (lastProbe.isDone() && !socket.isOutputClosed()) {
            lastProbe =
                    socket.sendPing(ByteBuffer.allocate(0))
                            .whenComplete(
                                    (sent, failure) -> {
                                        if (failure != null) {
                                            ear.end(Ear.NO_CODE, Dialler.inWords(failure));
                                        }
                                    });
        }
    }

    /// Sends one binary message and waits until the network took it; only one thread may send.
    /// False when it did not in time or the socket is gone: the socket is ended then.
    public boolean send(byte[] message, Duration within) throws InterruptedException {
        CompletableFuture<WebSocket> sending = socket.sendBinary(ByteBuffer.wrap(message), true);
        try {
            sending.get(within.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            ear.end(SILENT, "a message was not taken within " + within.toMillis() + " ms");
        } catch (ExecutionException e) {
            ear.end(Ear.NO_CODE, Dialler.inWords(e));
        }
        socket.abort();
        return false;
    }

    /// Says farewell with this code, and cuts the connection a second later at the latest.
    public void close(int code, String why) {
        if (ear.isEnded() || socket.isOutputClosed()) {
            socket.abort();
            return;
        }
        String reason = why.length() <= MAX_REASON ? why : why.substring(0, MAX_REASON);
        CompletableFuture<?> unused =
                socket.sendClose(code, reason)
                        .orTimeout(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete((sent, failure) -> cutSoon());
        ear.end(code, why);
    }

    private void cutSoon() {
        CompletableFuture.delayedExecutor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                .execute(socket::abort);
    }
}
