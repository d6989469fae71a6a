package dev.hera.worker.socket;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Opens WebSockets; one for all links of a process, any thread.
///
/// No proxy is ever asked, whatever the process's properties say: an address comes from ZooKeeper
/// and is dialled as it is.
public final class Dialler implements AutoCloseable {
    private static final long MAX_RETRY_AFTER_S = 300;
    private final HttpClient http;
    private final Duration patience;

    /// How a dial ended.
    public sealed interface Dialled {
        /// The socket is open and speaks the subprotocol.
        record Connected(Socket socket) implements Dialled {}

        /// It is not.
        ///
        /// @param why for people
        /// @param retryAfter how long the other side asks to be left alone; zero when it did not
        record Failed(String why, Duration retryAfter) implements Dialled {}
    }

    /// @param patience how long connecting and the handshake may take together
    public Dialler(Duration patience) {
        this.patience = patience;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(patience)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /// Dials, and waits for the end of the handshake.
    ///
    /// @param limit most bytes of a received message until the socket is told otherwise
    public Dialled dial(URI address, String subprotocol, int limit) throws InterruptedException {
        Ear ear = new Ear(limit);
        CompletableFuture<WebSocket> opening =
                http.newWebSocketBuilder()
                        .connectTimeout(patience)
                        .subprotocols(subprotocol)
                        .buildAsync(address, ear);
        try {
            WebSocket socket = opening.get(patience.toMillis() + 500, TimeUnit.MILLISECONDS);
            if (socket.getSubprotocol().equals(subprotocol)) {
                return new Dialled.Connected(new Socket(socket, ear));
            }
            socket.abort();
            return failed("the other side does not speak " + subprotocol);
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            abandon(opening);
            return failed("no answer within " + patience.toMillis() + " ms");
        } catch (InterruptedException e) {
            abandon(opening);
            throw e;
        }
    }

    private static void abandon(CompletableFuture<WebSocket> opening) {
        CompletableFuture<?> unused = opening.thenAccept(WebSocket::abort);
    }

    private static Dialled failed(String why) {
        return new Dialled.Failed(why, Duration.ZERO);
    }

    private static Dialled failed(Throwable cause) {
        Duration retryAfter =
                cause instanceof WebSocketHandshakeException refused
                        ? retryAfter(refused)
                        : Duration.ZERO;
        return new Dialled.Failed(inWords(cause), retryAfter);
    }

    private static Duration retryAfter(WebSocketHandshakeException refused) {
        String header = refused.getResponse().headers().firstValue("Retry-After").orElse("");
        if (header.isEmpty() || header.length() > 9 || !header.chars().allMatch(Dialler::isDigit)) {
            return Duration.ZERO;
        }
        return Duration.ofSeconds(Math.min(Long.parseLong(header), MAX_RETRY_AFTER_S));
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /// A network failure in words; many of them come without a text.
    static String inWords(Throwable failure) {
        return switch (failure) {
            case ExecutionException e when e.getCause() != null -> inWords(e.getCause());
            case CompletionException e when e.getCause() != null -> inWords(e.getCause());
            case WebSocketHandshakeException e ->
                    "the handshake was refused with HTTP " + e.getResponse().statusCode();
            case HttpTimeoutException e -> "no answer in time";
            case ConnectException e -> "connection refused or no route";
            case ClosedChannelException e -> "the connection is closed";
            default -> failure.getClass().getSimpleName() + ": " + failure.getMessage();
        };
    }

    /// Cuts every socket that is still open.
    @Override
    public void close() {
        http.shutdownNow();
    }
}
