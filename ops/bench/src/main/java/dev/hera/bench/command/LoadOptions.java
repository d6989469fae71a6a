package dev.hera.bench.command;

import dev.hera.bench.Load;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Which load, as a person says it.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
final class LoadOptions {
    /// `{"text":""}`
    private static final int FRAME = 11;

    @Parameters(paramLabel = "URL", description = "where the calls go; plain HTTP")
    private URI url = URI.create("");

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "calls a second (open loop); without one, as many as go (closed loop)")
    private int rate;

    @Option(names = "--connections", paramLabel = "N", description = "how many (${DEFAULT-VALUE})")
    private int connections = 32;

    @Option(
            names = "--limit-ms",
            paramLabel = "MS",
            description = "later answers are errors and count as this long (${DEFAULT-VALUE})")
    private int limit = 10_000;

    @Option(
            names = "--payload",
            paramLabel = "BYTES",
            description = "a JSON object of so many bytes; 0 is a GET (${DEFAULT-VALUE})")
    private int payload = 140;

    @Option(names = "--body", paramLabel = "FILE", description = "this file instead, as JSON")
    private @Nullable Path body;

    @Option(
            names = "--answer",
            paramLabel = "FILE",
            description = "the body of each answer; without one it is what was sent")
    private @Nullable Path answer;

    @Option(names = "--any-answer", description = "look at the status of answers only")
    private boolean anyAnswer;

    @Option(names = "--token", paramLabel = "FILE", description = "the caller's token is in it")
    private @Nullable Path token;

    Load load(Duration length) {
        if (payload != 0 && payload < FRAME) {
            throw new Failure(
                    "--payload is %d; allowed is 0, or %d and more".formatted(payload, FRAME));
        }
        String sent = body == null ? object(payload) : read(body, "--body");
        try {
            return new Load(
                    url,
                    token == null ? "" : read(token, "--token").strip(),
                    sent,
                    expected(sent),
                    rate,
                    connections,
                    length,
                    Duration.ofMillis(limit));
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable String expected(String sent) {
        if (anyAnswer) {
            return null;
        }
        String text = answer == null ? sent : read(answer, "--answer");
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    static String object(int bytes) {
        return bytes == 0 ? "" : "{\"text\":\"" + "x".repeat(bytes - FRAME) + "\"}";
    }

    private static String read(Path file, String option) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Failure("%s %s cannot be read: %s".formatted(option, file, e));
        }
    }
}
