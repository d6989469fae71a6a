package dev.hera.trials.page;

import dev.hera.trials.Platform;
import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Who calls the platform, and starts workers of its own in this process; any thread.
final class Caller implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Platform platform;

    Caller(Platform platform) {
        this.platform = platform;
    }

    /// What came of a call.
    record Answer(int status, String uuid, String body) {}

    /// Calls the first broker.
    Answer call(String method, String path, String body, String... headers) {
        return send(9101, platform.callerToken(), method, path, body, headers);
    }

    /// Calls this broker, the first being 1, with JSON.
    Answer callAt(int broker, String method, String path, String body) {
        String token = platform.callerToken();
        String type = "application/json";
        return send(9100 + broker, token, method, path, body, "Content-Type", type);
    }

    /// Asks the first broker's operators' port.
    Answer admin(String token, String method, String path, String body) {
        return send(9201, token, method, path, body);
    }

    private Answer send(
            int port, String token, String method, String path, String body, String... headers) {
        HttpRequest.Builder call =
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + (port + platform.offset()) + path));
        call.header("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            call.headers(headers);
        }
        call.method(
                method,
                body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        try {
            HttpResponse<String> answer =
                    client.send(call.build(), HttpResponse.BodyHandlers.ofString());
            String uuid = answer.headers().firstValue("X-Request-UUID").orElse("");
            return new Answer(answer.statusCode(), uuid, answer.body());
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /// A worker that will find the platform.
    WorkerBuilder worker(String service, String instance) {
        return Worker.named(service)
                .zookeeper("127.0.0.1:" + (2181 + platform.offset()))
                .secret(Platform.read(platform.data().resolve("secrets/worker")).strip())
                .instance(instance);
    }

    @Override
    public void close() {
        client.close();
    }
}
