package dev.hera.wire.scram;

import com.ongres.scram.common.ClientFirstMessage;
import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.ServerFinalMessage;
import com.ongres.scram.common.ServerFirstMessage;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramParseException;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/// The broker's side of one SCRAM-SHA-256 exchange; one object a handshake, one thread at a time.
public final class ScramBroker {
    private static final int ITERATIONS = 4096;
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// Salts of names nobody knows come from this key, so that they stay the same while we live.
    private static final byte[] PRETENCE = ScramFunctions.salt(32, RANDOM);

    private final byte[] binding;
    private @Nullable ClientFirstMessage first;
    private @Nullable ServerFirstMessage challenge;
    private @Nullable ScramVerifier verifier;

    /// @param binding [dev.hera.wire.BrokerNode#binding()] of this broker
    public ScramBroker(String binding) {
        this.binding = binding.getBytes(StandardCharsets.UTF_8);
    }

    /// A fresh verifier for a secret: random salt, 4,096 iterations.
    public static ScramVerifier verifier(String secret) {
        byte[] salt = ScramFunctions.salt(SALT_BYTES, RANDOM);
        byte[] salted =
                ScramFunctions.saltedPassword(
                        ScramMechanism.SCRAM_SHA_256,
                        StringPreparation.NO_PREPARATION,
                        secret.toCharArray(),
                        salt,
                        ITERATIONS);
        byte[] clientKey = ScramFunctions.clientKey(ScramMechanism.SCRAM_SHA_256, salted);
        return new ScramVerifier(
                base64(salt),
                ITERATIONS,
                base64(ScramFunctions.storedKey(ScramMechanism.SCRAM_SHA_256, clientKey)),
                base64(ScramFunctions.serverKey(ScramMechanism.SCRAM_SHA_256, salted)));
    }

    /// The challenge for a client's first message. An unknown service gets a challenge that looks
    /// like any other (a salt derived from its name), so that names cannot be probed.
    ///
    /// @throws IllegalArgumentException when the message is none, or is not bound to a broker
    public String challenge(String clientFirst, Function<String, @Nullable ScramVerifier> lookup) {
        ClientFirstMessage message = parse(clientFirst);
        if (!Binding.NAME.equals(message.getGs2Header().getChannelBindingName())) {
            throw new IllegalArgumentException("the exchange is not bound to a broker");
        }
        ScramVerifier known = lookup.apply(message.getUsername());
        String salt = known == null ? pretendedSalt(message.getUsername()) : known.salt();
        int iterations = known == null ? ITERATIONS : known.iterations();
        ServerFirstMessage answer =
                new ServerFirstMessage(
                        message.getClientNonce(),
                        ScramFunctions.nonce(24, RANDOM),
                        salt,
                        iterations);
        first = message;
        challenge = answer;
        verifier = known;
        return answer.toString();
    }

    private static ClientFirstMessage parse(String clientFirst) {
        try {
            return ClientFirstMessage.parseFrom(clientFirst);
        } catch (ScramParseException e) {
            throw new IllegalArgumentException("not a first message", e);
        }
    }

    private static String pretendedSalt(String name) {
        byte[] mac =
                ScramFunctions.hmac(
                        ScramMechanism.SCRAM_SHA_256,
                        name.getBytes(StandardCharsets.UTF_8),
                        PRETENCE);
        return base64(Arrays.copyOf(mac, SALT_BYTES));
    }

    /// The server's final message when the proof holds; empty when it does not. Asked once.
    public Optional<String> judge(String clientFinal) {
        ClientFirstMessage began = first;
        ServerFirstMessage asked = challenge;
        ScramVerifier known = verifier;
        first = null;
        if (began == null || asked == null) {
            return Optional.empty();
        }
        String withoutProof = "c=" + base64(bindingInput()) + ",r=" + asked.getNonce();
        byte[] proof = proof(clientFinal, withoutProof);
        if (known == null || proof.length == 0) {
            return Optional.empty();
        }
        String auth = ScramFunctions.authMessage(began, asked, binding);
        byte[] storedKey = Base64.getDecoder().decode(known.storedKey());
        if (!ScramFunctions.verifyClientProof(
                ScramMechanism.SCRAM_SHA_256, proof, storedKey, auth)) {
            return Optional.empty();
        }
        byte[] serverKey = Base64.getDecoder().decode(known.serverKey());
        byte[] signature =
                ScramFunctions.serverSignature(ScramMechanism.SCRAM_SHA_256, serverKey, auth);
        return Optional.of(new ServerFinalMessage(signature).toString());
    }

    /// The proof of a final message that names exactly our nonce and our binding, else nothing.
    private static byte[] proof(String clientFinal, String withoutProof) {
        int at = clientFinal.lastIndexOf(",p=");
        byte[] said = clientFinal.substring(0, Math.max(0, at)).getBytes(StandardCharsets.UTF_8);
        byte[] wanted = withoutProof.getBytes(StandardCharsets.UTF_8);
        if (at < 0 || !MessageDigest.isEqual(said, wanted)) {
            return new byte[0];
        }
        try {
            byte[] proof = Base64.getDecoder().decode(clientFinal.substring(at + 3));
            return proof.length == 32 ? proof : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private byte[] bindingInput() {
        byte[] header = ("p=" + Binding.NAME + ",,").getBytes(StandardCharsets.US_ASCII);
        byte[] input = Arrays.copyOf(header, header.length + binding.length);
        System.arraycopy(binding, 0, input, header.length, binding.length);
        return input;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
