package dev.hera.broker.cli.proxy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Asks brokers what they say about themselves at `/_hera/health/ready`; any thread.
final class Readiness implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .build();

    /// What a broker says.
    enum Word {
        /// It wants calls.
        READY,
        /// It wants none: it starts, drains or is unwell.
        UNREADY,
        /// Nothing, in time.
        SILENT
    }

    /// Asks all at once, so that one that hangs costs the others nothing but the patience.
    ///
    /// @param places `127.0.0.1:9101`
    Map<String, Word> ask(List<String> places) {
        Map<String, CompletableFuture<Word>> asked = new HashMap<>();
        places.forEach(place -> asked.put(place, ask(place)));
        Map<String, Word> words = new HashMap<>();
        asked.forEach((place, word) -> words.put(place, word.join()));
        return words;
    }

    private CompletableFuture<Word> ask(String place) {
        HttpRequest question =
                HttpRequest.newBuilder(URI.create("http://" + place + "/_hera/health/ready"))
                        .timeout(PATIENCE)
                        .build();
        return client.sendAsync(question, BodyHandlers.discarding())
                .thenApply(answer -> answer.statusCode() == 200 ? Word.READY : Word.UNREADY)
                .exceptionally(Readiness::silence);
    }

    private static Word silence(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof IOException) {
            return Word.SILENT;
        }
        throw new IllegalStateException("asking a broker failed", thrown);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
