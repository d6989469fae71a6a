package dev.hera.wire.scram;

/// The worker's side of one SCRAM-SHA-256 exchange (RFC 5802, 7677), bound to the dialled broker.
public final class ScramWorker {
    private final String service;
    private final String secret;
    private final String binding;

    /// @param binding [BrokerNode#binding()] of the broker that was dialled
    public ScramWorker(String service, String secret, String binding) {
        this.service = service;
        this.secret = secret;
        this.binding = binding;
    }

    /// The message that goes into `hera.hello`.
    public String first() {
        throw new UnsupportedOperationException("coming: " + service);
    }

    /// The message that goes into `hera.prove`.
    ///
    /// @throws IllegalArgumentException when the challenge is none, or not for us
    public String last(String challenge) {
        throw new UnsupportedOperationException("coming: " + secret + challenge);
    }

    /// Whether the broker has proved that it knows the verifier.
    public boolean brokerProved(String serverFinal) {
        throw new UnsupportedOperationException("coming: " + binding + serverFinal);
    }
}
