package dev.hera.broker.admin.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.hera.broker.access.peer.Pass;
import dev.hera.wire.BrokerNode;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// The other brokers, all asked the same at once; blocks the thread that asks for three seconds at
/// most.
///
/// Where they are is what ZooKeeper says, and is not trusted: no secret is sent there, and what
/// comes back unsigned is no answer.
public final class Neighbours implements AutoCloseable {
    /// The header with a question's token id, nonce and signature.
    public static final String ASKED = "Hera-Peer";

    /// The header with an answer's signature.
    public static final String ANSWERED = "Hera-Peer-Proof";

    private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 16 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String self;
    private final Supplier<Map<String, BrokerNode>> brokers;
    private final RandomGenerator random;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(1))
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    private record Asked(String nonce, CompletableFuture<HttpResponse<byte[]>> answer) {}

    /// @param self this broker's id
    /// @param brokers all that ZooKeeper shows now, by id
    /// @param random cryptographically strong
    public Neighbours(
            String self, Supplier<Map<String, BrokerNode>> brokers, RandomGenerator random) {
        this.self = self;
        this.brokers = brokers;
        this.random = random;
    }

    /// What each of them answers, by its id; a missing node for one that does not.
    public Map<String, JsonNode> ask(String question, Pass pass) {
        return each(_ -> question, pass);
    }

    /// The same, with a question for each of them by its id; who is asked nothing is left out.
    public Map<String, JsonNode> each(UnaryOperator<String> question, Pass pass) {
        Map<String, Asked> asked = new TreeMap<>();
        brokers.get()
                .forEach(
                        (id, broker) -> {
                            String own = id.equals(self) ? "" : question.apply(id);
                            if (!own.isEmpty()) {
                                asked.put(id, ask(broker, own, pass));
                            }
                        });
        long end = System.nanoTime() + PATIENCE.toNanos();
        Map<String, JsonNode> answers = new TreeMap<>();
        asked.forEach((id, one) -> answers.put(id, answer(id, one, pass, end - System.nanoTime())));
        return answers;
    }

    private Asked ask(BrokerNode broker, String question, Pass pass) {
        String nonce = nonce();
        String proof = pass.ask(broker.boot().toString(), nonce, question);
        HttpRequest.Builder request =
                to(broker, question).header(ASKED, pass.token() + ' ' + nonce + ' ' + proof);
        return new Asked(nonce, send(request.build()));
    }

    private String nonce() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    private static HttpRequest.Builder to(BrokerNode broker, String path) {
        String host = broker.host().indexOf(':') < 0 ? broker.host() : '[' + broker.host() + ']';
        return HttpRequest.newBuilder(
                URI.create("http://" + host + ':' + broker.linkPort() + path));
    }

    private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
        var body =
                HttpResponse.BodyHandlers.limiting(
                        HttpResponse.BodyHandlers.ofByteArray(), MAX_BYTES);
        return client.sendAsync(request, body);
    }

    /// Does an operator's errand at all of these brokers at once; who does not answer in time has
    /// no answer.
    public Map<String, Errand.Done> bring(
            Collection<BrokerNode> to, Errand errand, Pass pass, Duration patience) {
        Map<String, Asked> asked = new TreeMap<>();
        to.forEach(broker -> asked.put(broker.id(), bring(broker, errand, pass)));
        long end = System.nanoTime() + patience.toNanos();
        Map<String, Errand.Done> done = new TreeMap<>();
        asked.forEach(
                (id, one) -> {
                    var answer = proven(id, one, pass, end - System.nanoTime());
                    if (answer != null) {
                        done.put(id, new Errand.Done(answer.statusCode(), answer.body()));
                    }
                });
        return done;
    }

    private Asked bring(BrokerNode broker, Errand errand, Pass pass) {
        String nonce = nonce();
        String header = errand.signed(pass, broker.boot().toString(), nonce, Instant.now());
        HttpRequest.Builder request =
                to(broker, errand.path())
                        .header(Errand.HEADER, header)
                        .method(
                                errand.method(),
                                errand.body().length == 0
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(errand.body()));
        return new Asked(nonce, send(request.build()));
    }

    private static JsonNode answer(String id, Asked asked, Pass pass, long nanos) {
        HttpResponse<byte[]> answer = proven(id, asked, pass, nanos);
        try {
            return answer == null ? MissingNode.getInstance() : JSON.readTree(answer.body());
        } catch (IOException e) {
            LOG.warn("broker {} answered what is no JSON", id, e);
            return MissingNode.getInstance();
        }
    }

    /// The answer, when it came in time and is this broker's.
    private static @Nullable HttpResponse<byte[]> proven(
            String id, Asked asked, Pass pass, long nanos) {
        try {
            HttpResponse<byte[]> answer = asked.answer().get(nanos, TimeUnit.NANOSECONDS);
            String proof = answer.headers().firstValue(ANSWERED).orElse("");
            if (pass.isAnswered(proof, asked.nonce(), answer.statusCode(), answer.body())) {
                return answer;
            }
            LOG.warn("broker {} answered {} without a proof", id, answer.statusCode());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("broker {} does not answer", id, e);
        } finally {
            asked.answer().cancel(true);
        }
        return null;
    }

    @Override
    public void close() {
        client.close();
    }
}
