package dev.hera.broker.http;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.wire.Body;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Duration;

/// Tells the caller how the call ended: the status, what we know, and where the time went.
public final class OutcomeWriter {
    /// Marks an answer that was taken from a record: `true`, or `masked` when secrets in its body
    /// were replaced before it was kept.
    public static final String RECALLED = "Hera-Recalled";

    private final String broker;

    /// @param broker this broker's id, said in `Hera-Broker`
    public OutcomeWriter(String broker) {
        this.broker = broker;
    }

    /// Writes the outcome and completes the callback when it is out.
    public void write(Outcome outcome, CallId id, Response response, Callback callback) {
        sign(response, id, outcome.word(), outcome.worker(), outcome.ledger());
        HttpFields.Mutable headers = response.getHeaders();
        switch (outcome) {
            case Outcome.Answered a -> {
                a.headers().forEach((name, values) -> headers.put(name, values));
                body(response, a.status(), a.body(), a.contentType(), callback);
            }
            case Outcome.Accepted a -> {
                headers.put(HttpHeader.LOCATION, "/_hera/calls/" + id);
                a.headers().forEach((name, value) -> headers.put(name, value));
                body(response, a.status(), a.body(), a.contentType(), callback);
            }
            case Outcome.HandlerFailed f ->
                    problem(response, Problem.of(f), id, outcome.word(), callback);
            case Outcome.NotExecuted n ->
                    problem(response, Problem.of(n.refusal()), id, outcome.word(), callback);
            case Outcome.Repeated r -> {
                headers.put(RECALLED, "true");
                write(r.outcome(), r.first(), response, callback);
            }
            case Outcome.Unknown u ->
                    problem(response, Problem.of(u), id, outcome.word(), callback);
        }
    }

    /// Sets the headers that stand on every answer.
    public void sign(
            Response response, CallId id, String word, @Nullable String worker, Ledger ledger) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("X-Request-UUID", id.toString());
        headers.put("Hera-Outcome", word);
        headers.put("Hera-Broker", broker);
        headers.put("Server-Timing", timing(ledger));
        if (worker != null) {
            headers.put("Hera-Worker", worker);
        }
    }

    /// Refuses a method that a path does not know.
    public void onlyPost(CallId id, Response response, Callback callback) {
        sign(response, id, "not-executed", null, Ledger.NONE);
        response.getHeaders().put(HttpHeader.ALLOW, "POST");
        Problem problem =
                Problem.plain(405, "method", "Method not allowed", "this path takes POST only");
        problem(response, problem, id, "not-executed", callback);
    }

    /// Writes what is not the end of a call, in the shape that errors of calls have.
    public void write(
            Problem problem, CallId id, String word, Response response, Callback callback) {
        sign(response, id, word, null, Ledger.NONE);
        problem(response, problem, id, word, callback);
    }

    private static void body(
            Response response,
            int status,
            Body body,
            @Nullable String contentType,
            Callback callback) {
        response.setStatus(status);
        if (body.length() == 0 || status == 204 || status == 304) {
            response.write(true, ByteBuffer.allocate(0), callback);
            return;
        }
        String type = contentType != null ? contentType : usual(body);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length());
        response.write(true, body.buffer(), callback);
    }

    private static String usual(Body body) {
        return switch (body) {
            case Body.Json _ -> "application/json";
            case Body.Binary _, Body.None _ -> "application/octet-stream";
        };
    }

    static void problem(
            Response response, Problem problem, CallId id, String word, Callback callback) {
        byte[] bytes = problem.toBytes(id, word);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
        headers.put(HttpHeader.CONTENT_LENGTH, bytes.length);
        Duration after = problem.retryAfter();
        if (after != null) {
            headers.put(HttpHeader.RETRY_AFTER, Math.max(1, after.toSeconds()));
        }
        if (problem.status() == 401) {
            headers.put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        if (problem.status() == 413) {
            headers.put(HttpHeader.CONNECTION, "close");
        }
        response.setStatus(problem.status());
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    /// The ledger as `Server-Timing`, in milliseconds with three digits.
    static String timing(Ledger ledger) {
        StringBuilder text = new StringBuilder(96);
        part(text, "total;dur=", ledger.total());
        part(text, ", journal;dur=", ledger.journal());
        part(text, ", queue;dur=", ledger.queue());
        part(text, ", worker;dur=", ledger.worker());
        return text.toString();
    }

    private static void part(StringBuilder text, String name, long nanos) {
        long micros = Math.max(0, nanos) / 1000;
        long rest = micros % 1000;
        text.append(name).append(micros / 1000).append('.');
        text.append((char) ('0' + rest / 100));
        text.append((char) ('0' + rest / 10 % 10)).append((char) ('0' + rest % 10));
    }
}
