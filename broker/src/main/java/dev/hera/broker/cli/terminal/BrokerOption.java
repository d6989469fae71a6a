package dev.hera.broker.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The broker that a command asks, and the token that it shows.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
public final class BrokerOption {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /// A plan looks at all calls of all brokers.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(
            names = "--broker",
            paramLabel = "URL",
            defaultValue = "${env:HERA_BROKER:-http://127.0.0.1:9201}",
            description = "a broker's internal listener (${DEFAULT-VALUE})")
    private String broker = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "an admin token (tokens/admin in HERA_HOME, usually .hera)")
    private Path tokenFile = Path.of("");

    /// What the broker answers to a question, as JSON.
    ///
    /// @throws Failure when there is no broker, no good token, or no such thing
    public JsonNode ask(String method, String path) {
        return tell(method, path, "");
    }

    /// What the broker answers to a question with a body, as JSON.
    ///
    /// @throws Failure when there is no broker, no good token, or no such thing
    public JsonNode tell(String method, String path, String json) {
        HttpRequest question =
                HttpRequest.newBuilder(uri(path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + token())
                        .method(method, body(json))
                        .build();
        try (HttpClient client = client()) {
            HttpResponse<String> answer =
                    client.send(question, BodyHandlers.ofString(StandardCharsets.UTF_8));
            return read(answer, path);
        } catch (JsonProcessingException e) {
            throw new Failure("%s answered no JSON to %s".formatted(broker, path));
        } catch (IOException e) {
            throw new Failure(
                    "no broker answers at %s (--broker): %s".formatted(broker, e.toString()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }

    /// Shows each line of an answer that comes bit by bit, as JSON, until it ends.
    ///
    /// @throws Failure when there is no broker, no good token, or no such thing
    public void lines(String path, Consumer<JsonNode> shown) {
        HttpRequest question =
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + token())
                        .build();
        ObjectMapper json = new ObjectMapper();
        try (HttpClient client = client()) {
            HttpResponse<Stream<String>> answer = client.send(question, BodyHandlers.ofLines());
            if (answer.statusCode() / 100 != 2) {
                throw refused(answer.statusCode(), "", path);
            }
            try (Stream<String> lines = answer.body()) {
                for (String line : (Iterable<String>) lines::iterator) {
                    shown.accept(json.readTree(line));
                }
            }
        } catch (JsonProcessingException e) {
            throw new Failure("%s answered no JSON to %s".formatted(broker, path));
        } catch (IOException | UncheckedIOException e) {
            throw new Failure("the broker at %s went away: %s".formatted(broker, e.toString()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }

    private static HttpRequest.BodyPublisher body(String json) {
        return json.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(json);
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    private JsonNode read(HttpResponse<String> answer, String path) throws IOException {
        if (answer.statusCode() / 100 == 2) {
            return new ObjectMapper().readTree(answer.body());
        }
        throw refused(answer.statusCode(), answer.body(), path);
    }

    private Failure refused(int status, String body, String path) {
        String why =
                switch (status) {
                    case 401 -> "the token is not good (--token-file)";
                    case 403 -> "the token may not do this";
                    case 404 -> detail(body, "there is no " + path);
                    case 400, 409 -> detail(body, "it answered " + status);
                    default -> "it answered " + status;
                };
        return new Failure(broker + ": " + why);
    }

    /// What the broker says is wrong with the question.
    private static String detail(String body, String otherwise) {
        try {
            String said = new ObjectMapper().readTree(body).path("detail").asText();
            return said.isEmpty() ? otherwise : said;
        } catch (JsonProcessingException _) {
            return otherwise;
        }
    }

    private URI uri(String path) {
        try {
            URI base = new URI(broker);
            if (base.getHost() != null && "http".equals(base.getScheme())) {
                return base.resolve(path);
            }
        } catch (java.net.URISyntaxException _) {
            // said below
        }
        throw new Failure("--broker is \"" + broker + "\"; allowed is http://HOST:PORT");
    }

    private String token() {
        Path file = tokenFile.toString().isEmpty() ? usual() : tokenFile;
        try {
            String token = Files.readString(file).strip();
            if (token.chars().allMatch(c -> c > ' ' && c < 0x7f) && !token.isEmpty()) {
                return token;
            }
        } catch (IOException _) {
            // said below
        }
        throw new Failure("no admin token in " + file + " (--token-file)");
    }

    private static Path usual() {
        return Homes.usual().resolve("tokens/admin");
    }
}
