package dev.hera.broker.access.peer;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a broker shows to another when it asks for the holder of a token; immutable.
///
/// The key is the token's hash, which never leaves this object. A signed question names the broker
/// that it is for, one start of it, so that it is of no use anywhere else.
public final class Pass {
    private static final String ALGORITHM = "HmacSHA256";
    private final String token;
    private final SecretKeySpec key;

    private Pass(String token, SecretKeySpec key) {
        this.token = token;
        this.key = key;
    }

    /// The pass of a token's holder.
    ///
    /// @param token its id
    /// @param sha256 of its text, in hexadecimal digits
    public static Pass of(String token, String sha256) {
        byte[] hash = HexFormat.of().parseHex(sha256);
        return new Pass(token, new SecretKeySpec(hash, ALGORITHM));
    }

    /// The token's id.
    public String token() {
        return token;
    }

    /// Signs a question.
    ///
    /// @param boot the start of the broker that is asked, as ZooKeeper shows it
    /// @param nonce fresh for each question; the answer is bound to it
    /// @param question what is asked, whole
    public String ask(String boot, String nonce, String question) {
        return HexFormat.of().formatHex(mac("ask", boot, nonce, question, new byte[0]));
    }

    /// Whether a question was signed by somebody who has this pass.
    public boolean isAsked(String proof, String boot, String nonce, String question) {
        return same(proof, ask(boot, nonce, question));
    }

    /// Signs the answer to a question.
    public String answer(String nonce, int status, byte[] body) {
        return HexFormat.of().formatHex(mac("answer", nonce, Integer.toString(status), "", body));
    }

    /// Whether an answer was signed by somebody who has this pass.
    public boolean isAnswered(String proof, String nonce, int status, byte[] body) {
        return same(proof, answer(nonce, status, body));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /// Each part ends with a NUL, which none can contain but the body, the last.
    private byte[] mac(String kind, String first, String second, String third, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : new String[] {"hera-peer-1", kind, first, second, third}) {
                mac.update(part.getBytes(StandardCharsets.UTF_8));
                mac.update((byte) 0);
            }
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "pass of " + token;
    }
}
