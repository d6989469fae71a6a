package dev.hera.wire.scram;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.Function;

/// The broker's side of one SCRAM-SHA-256 exchange; one object a handshake.
public final class ScramBroker {
    private final String binding;

    /// @param binding [BrokerNode#binding()] of this broker
    public ScramBroker(String binding) {
        this.binding = binding;
    }

    /// A fresh verifier for a secret: random salt, 4,096 iterations.
    public static ScramVerifier verifier(String secret) {
        throw new UnsupportedOperationException("coming: " + secret);
    }

    /// The challenge for a client's first message. An unknown service gets a challenge that looks
    /// like any other (a salt derived from its name), so that names cannot be probed.
    ///
    /// @throws IllegalArgumentException when the message is none
    public String challenge(String clientFirst, Function<String, @Nullable ScramVerifier> lookup) {
        throw new UnsupportedOperationException("coming: " + clientFirst + lookup);
    }

    /// The server's final message when the proof holds; empty when it does not.
    public Optional<String> judge(String clientFinal) {
        throw new UnsupportedOperationException("coming: " + binding + clientFinal);
    }
}
