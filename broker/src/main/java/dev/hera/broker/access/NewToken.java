package dev.hera.broker.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32;

/// Makes secrets: 256 random bits, a prefix that says the kind, and a checksum, so that scanners
/// find a leaked one and a mistyped one is refused without a look-up.
public final class NewToken {
    private static final SecureRandom RANDOM = new SecureRandom();

    private NewToken() {}

    /// What a secret is for.
    public enum Kind {
        CALLER("hera_c_"),
        ADMIN("hera_a_"),
        WORKER("hera_w_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /// A fresh secret; shown once, kept nowhere.
    public static String make(Kind kind) {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        String text = kind.prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        return text + checksum(text);
    }

    /// Whether the text could be one of ours.
    public static boolean isWellFormed(String text) {
        int end = text.length() - 8;
        return end > 0
                && text.startsWith("hera_")
                && text.substring(end).equals(checksum(text.substring(0, end)));
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /// What is kept of a secret: SHA-256 in lower-case hex. A fast hash is right for full entropy.
    public static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
