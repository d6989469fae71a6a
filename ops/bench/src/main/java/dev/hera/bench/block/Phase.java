package dev.hera.bench.block;

import dev.hera.bench.Load;

import java.net.URI;
import java.time.Duration;

/// What a contestant is put through, one after the other while it runs.
public enum Phase {
    /// As many calls as go.
    FULL("32 connections, as many calls as go", 0, 32, 1),
    /// One caller who waits for each answer.
    ONE("one connection", 0, 1, 0.25),
    /// Five million calls an hour, each at its moment.
    STEADY("1,389 calls a second, open loop", 1389, 32, 0.5);

    private static final String BODY = "{\"text\":\"" + "x".repeat(129) + "\"}";

    private final String words;
    private final int perSecond;
    private final int connections;
    private final double share;

    Phase(String words, int perSecond, int connections, double share) {
        this.words = words;
        this.perSecond = perSecond;
        this.connections = connections;
        this.share = share;
    }

    /// In words.
    public String words() {
        return words;
    }

    /// The load, as long as is its part of these seconds, and at least 1.
    Load load(URI url, String token, int seconds) {
        Duration length = Duration.ofMillis(Math.max(1000, Math.round(seconds * share * 1000)));
        return new Load(url, token, BODY, perSecond, connections, length);
    }
}
