package dev.hera.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hera.wire.scram.ScramBroker;
import dev.hera.wire.scram.ScramVerifier;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// The worked example of the proof, computed again by nothing but the JDK, as the page says.
class ProofTest {
    private final Document page = Document.protocol();
    private final String secret = page.value("secret");
    private final String binding = page.value("binding");

    @Test
    void theExamplesNumbersFollowFromItsSecret() throws GeneralSecurityException {
        String first = page.value("client-first-message");
        String challenge = page.value("server-first-message");
        Proof proof = proof(first, challenge, binding);
        assertEquals(page.value("SaltedPassword"), hex(proof.salted));
        assertEquals(page.value("ClientKey"), hex(proof.clientKey));
        assertEquals(page.value("StoredKey"), hex(proof.storedKey));
        assertEquals(page.value("ServerKey"), hex(proof.serverKey));
        assertEquals(page.value("ClientProof"), hex(proof.proof));
        assertEquals(page.value("client-final-message"), proof.last);
        assertEquals(page.value("server-final-message"), proof.answer);
    }

    /// Whoever goes by the page is let in, and can check the broker.
    @Test
    void aBrokerAcceptsWhatFollowsThePage() throws GeneralSecurityException {
        ScramVerifier verifier = ScramBroker.verifier(secret);
        ScramBroker broker = new ScramBroker(binding);
        String first = page.value("client-first-message");
        Proof proof = proof(first, broker.challenge(first, name -> verifier), binding);
        assertEquals(proof.answer, broker.judge(proof.last).orElseThrow());
    }

    private record Proof(
            byte[] salted,
            byte[] clientKey,
            byte[] storedKey,
            byte[] serverKey,
            byte[] proof,
            String last,
            String answer) {}

    private Proof proof(String first, String challenge, String bound)
            throws GeneralSecurityException {
        String header = "p=hera-broker,,";
        String[] parts = challenge.split(",", -1);
        byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
        int rounds = Integer.parseInt(parts[2].substring(2));
        byte[] salted =
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(new PBEKeySpec(secret.toCharArray(), salt, rounds, 256))
                        .getEncoded();
        byte[] clientKey = hmac(salted, "Client Key");
        byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
        byte[] serverKey = hmac(salted, "Server Key");
        String withoutProof = "c=" + base64(utf8(header + bound)) + "," + parts[0];
        String auth = first.substring(header.length()) + "," + challenge + "," + withoutProof;
        byte[] signature = hmac(storedKey, auth);
        byte[] proof = new byte[clientKey.length];
        for (int i = 0; i < proof.length; i++) {
            proof[i] = (byte) (clientKey[i] ^ signature[i]);
        }
        assertArrayEquals(utf8(header), utf8(first.substring(0, header.length())));
        return new Proof(
                salted,
                clientKey,
                storedKey,
                serverKey,
                proof,
                withoutProof + ",p=" + base64(proof),
                "v=" + base64(hmac(serverKey, auth)));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
