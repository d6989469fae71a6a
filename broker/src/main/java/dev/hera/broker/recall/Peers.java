package dev.hera.broker.recall;

import dev.hera.broker.access.peer.Pass;
import dev.hera.broker.call.CallId;
import dev.hera.wire.BrokerNode;
import dev.hera.wire.id.BrokerMark;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The other brokers, asked over their internal listeners; any thread, which it blocks.
///
/// Where they are is what ZooKeeper says, and is not trusted: nothing secret is sent there, and an
/// answer that is not signed is none.
public final class Peers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// A record has two bodies of a mebibyte at most, and what stands around them.
    private static final int MAX_BYTES = 8 << 20;

    private final String self;
    private final Supplier<List<BrokerNode>> brokers;
    private final RandomGenerator random;
    private final Supplier<Set<String>> everSeen;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(1))
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    /// @param self this broker's id
    /// @param brokers all that ZooKeeper shows now, this one too
    /// @param everSeen the ids of all that were there since the start
    /// @param random cryptographically strong
    public Peers(
            String self,
            Supplier<List<BrokerNode>> brokers,
            Supplier<Set<String>> everSeen,
            RandomGenerator random) {
        this.self = self;
        this.brokers = brokers;
        this.everSeen = everSeen;
        this.random = random;
    }

    /// Whether another broker has the mark of this one.
    boolean shareMark(int mark) {
        return !marked(mark).isEmpty();
    }

    private List<BrokerNode> marked(int mark) {
        return brokers.get().stream()
                .filter(broker -> !broker.id().equals(self))
                .filter(broker -> BrokerMark.of(broker.id()) == mark)
                .toList();
    }

    /// Whether a broker with this mark was there once; before the first news, any may be missing.
    private boolean isMissing(int mark) {
        Set<String> all = everSeen.get();
        return mark != BrokerMark.of(self)
                && (all.isEmpty() || all.stream().anyMatch(id -> BrokerMark.of(id) == mark));
    }

    /// Asks whoever may have the record.
    Found ask(CallId id, Asker asker, Duration wait) {
        List<BrokerNode> marked = marked(id.mark());
        if (marked.isEmpty() && isMissing(id.mark())) {
            return new Found.Away("the broker that keeps it is not there now");
        }
        Found found = new Found.None();
        for (BrokerNode broker : marked) {
            Found there = ask(broker, new PeerQuestion(id, asker.right(), wait), asker.pass());
            if (there instanceof Found.Kept) {
                return there;
            }
            found = there instanceof Found.Away ? there : found;
        }
        return found;
    }

    private Found ask(BrokerNode broker, PeerQuestion question, Pass pass) {
        String nonce = HexFormat.of().toHexDigits(random.nextLong());
        String proof = pass.ask(broker.boot().toString(), nonce, question.path());
        HttpRequest request =
                HttpRequest.newBuilder(uri(broker, question.path()))
                        .header(PeerDesk.ASKED, pass.token() + ' ' + nonce + ' ' + proof)
                        .build();
        try {
            HttpResponse<byte[]> answer = send(request, question.patience().plus(PATIENCE));
            String signed = answer.headers().firstValue(PeerDesk.ANSWERED).orElse("");
            return pass.isAnswered(signed, nonce, answer.statusCode(), answer.body())
                    ? heard(broker, question, answer.statusCode(), answer.body())
                    : unproved(broker, answer.statusCode());
        } catch (IOException e) {
            LOG.info("broker {} did not answer for call {}", broker.id(), question.id(), e);
            return new Found.Away("broker " + broker.id() + " does not answer");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Found.Away("this broker stops");
        }
    }

    /// The limits of time and size are for the whole answer, to its last byte.
    private HttpResponse<byte[]> send(HttpRequest request, Duration patience)
            throws IOException, InterruptedException {
        var body =
                HttpResponse.BodyHandlers.limiting(
                        HttpResponse.BodyHandlers.ofByteArray(), MAX_BYTES);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, body);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + patience.toMillis() + " ms", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static Found heard(BrokerNode broker, PeerQuestion question, int status, byte[] body)
            throws IOException {
        return status == 200
                ? new Found.Kept(RecordBytes.read(question.id(), body), broker.id())
                : new Found.None();
    }

    /// A token that is some seconds old there or not yet known there, or no broker of ours at all.
    private static Found unproved(BrokerNode broker, int status) {
        LOG.warn("broker {} answered {} without a proof", broker.id(), status);
        return new Found.Away("broker " + broker.id() + " gave no answer that can be believed");
    }

    private static URI uri(BrokerNode broker, String path) {
        String host = broker.host().indexOf(':') < 0 ? broker.host() : '[' + broker.host() + ']';
        return URI.create("http://" + host + ':' + broker.linkPort() + path);
    }

    @Override
    public void close() {
        client.close();
    }
}
