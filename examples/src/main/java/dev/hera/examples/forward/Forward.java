package dev.hera.examples.forward;

import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;
import dev.hera.worker.api.Reply;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// Issues a call again to an API elsewhere, and tells by the status what became of it. Any thread.
///
/// What the API answers goes back as it is: 2xx is done; 408, 425, 429 and 5xx are tried again; any
/// other 4xx is parked, since the same call would be refused again. No answer at all is 502, which
/// is tried again too: the API sees the same `Idempotency-Key` and can tell a repetition.
final class Forward {
    private static final List<String> CARRIED =
            List.of("accept", "accept-language", "traceparent", "tracestate", "x-correlation-id");
    private static final int LARGEST = 1 << 20;

    private final HttpClient client;
    private final String target;
    private final Duration timeout;

    Forward(URI target, Duration timeout) {
        String text = target.toString();
        this.target = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.timeout = timeout;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build();
    }

    Object send(String method, Context call) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer =
                    client.send(request(method, call), BodyHandlers.ofByteArray());
            int status = answer.statusCode();
            if (status >= 300 && status < 400) {
                throw new CallException(422, "the API answered with a redirect, " + status);
            }
            call.status(status);
            String type = answer.headers().firstValue("Content-Type").orElse("text/plain");
            byte[] body = answer.body();
            return Reply.of(type, body.length <= LARGEST ? body : new byte[0]);
        } catch (IOException e) {
            throw new CallException(502, "the API did not answer: " + e);
        }
    }

    private HttpRequest request(String method, Context call) {
        String query = query(call.query());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(target + call.path() + query))
                        .timeout(timeout)
                        .method(method, body(call))
                        .header("Idempotency-Key", call.uuid().toString())
                        .header("Hera-Attempt", Integer.toString(call.attempt()));
        call.contentType().ifPresent(type -> request.header("Content-Type", type));
        for (String name : CARRIED) {
            call.header(name).ifPresent(value -> request.header(name, value));
        }
        return request.build();
    }

    private static String query(Map<String, List<String>> names) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        names.forEach(
                (name, values) ->
                        values.forEach(value -> query.add(encoded(name) + '=' + encoded(value))));
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static BodyPublisher body(Context call) {
        byte[] bytes = call.bytes();
        return bytes.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes);
    }
}
