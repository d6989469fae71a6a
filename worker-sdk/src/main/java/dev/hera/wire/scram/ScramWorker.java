package dev.hera.wire.scram;

import com.ongres.scram.common.ClientFinalMessage;
import com.ongres.scram.common.ClientFirstMessage;
import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.ServerFinalMessage;
import com.ongres.scram.common.ServerFirstMessage;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/// The worker's side of one SCRAM-SHA-256 exchange (RFC 5802, 7677), bound to the dialled broker.
///
/// One object a handshake, one thread at a time. The secret stays in this object.
public final class ScramWorker {
    private static final int MIN_ITERATIONS = 4096;
    private static final int MAX_ITERATIONS = 1_000_000;

    private final String secret;
    private final byte[] binding;
    private final ClientFirstMessage first;
    private byte[] serverKey = {};
    private String authMessage = "";

    /// @param binding [dev.hera.wire.BrokerNode#binding()] of the broker that was dialled
    public ScramWorker(String service, String secret, String binding) {
        this.secret = secret;
        this.binding = binding.getBytes(StandardCharsets.UTF_8);
        String nonce = ScramFunctions.nonce(24, new SecureRandom());
        this.first = new ClientFirstMessage(Binding.HEADER, service, nonce);
    }

    /// The message that goes into `hera.hello`.
    public String first() {
        return first.toString();
    }

    /// The message that goes into `hera.prove`.
    ///
    /// @throws IllegalArgumentException when the challenge is none, not for us, or asks for fewer
    ///     than 4,096 or more than 1,000,000 iterations
    public String last(String challenge) {
        ServerFirstMessage serverFirst = parse(challenge);
        int iterations = serverFirst.getIterationCount();
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException("the challenge asks for " + iterations + " rounds");
        }
        byte[] salt = Base64.getDecoder().decode(serverFirst.getSalt());
        byte[] salted =
                ScramFunctions.saltedPassword(
                        ScramMechanism.SCRAM_SHA_256,
                        StringPreparation.NO_PREPARATION,
                        secret.toCharArray(),
                        salt,
                        iterations);
        serverKey = ScramFunctions.serverKey(ScramMechanism.SCRAM_SHA_256, salted);
        authMessage = ScramFunctions.authMessage(first, serverFirst, binding);
        byte[] clientKey = ScramFunctions.clientKey(ScramMechanism.SCRAM_SHA_256, salted);
        byte[] stored = ScramFunctions.storedKey(ScramMechanism.SCRAM_SHA_256, clientKey);
        byte[] signature =
                ScramFunctions.clientSignature(ScramMechanism.SCRAM_SHA_256, stored, authMessage);
        byte[] proof = ScramFunctions.clientProof(clientKey, signature);
        return new ClientFinalMessage(Binding.HEADER, binding, serverFirst.getNonce(), proof)
                .toString();
    }

    private ServerFirstMessage parse(String challenge) {
        try {
            return ServerFirstMessage.parseFrom(challenge, first.getClientNonce());
        } catch (ScramException e) {
            throw new IllegalArgumentException("not a challenge for this exchange", e);
        }
    }

    /// Whether the broker has proved that it knows the verifier.
    public boolean brokerProved(String serverFinal) {
        if (authMessage.isEmpty()) {
            return false;
        }
        try {
            ServerFinalMessage last = ServerFinalMessage.parseFrom(serverFinal);
            return !last.isError()
                    && ScramFunctions.verifyServerSignature(
                            ScramMechanism.SCRAM_SHA_256,
                            serverKey,
                            authMessage,
                            last.getVerifier());
        } catch (ScramException | IllegalArgumentException e) {
            return false;
        }
    }
}
