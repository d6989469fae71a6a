package dev.hera.broker.access;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/// The text of a secret: `hera_c_` and 43 digits of base 62 (256 random bits) and 6 of checksum.
///
/// The prefix lets a scanner find a leaked one, the checksum tells a mistyped one from a wrong one
/// without asking anybody.
public final class TokenText {
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_DIGITS = 43;
    private static final int CHECK_DIGITS = 6;

    private TokenText() {}

    /// What a secret is for.
    public enum Kind {
        CALLER("hera_c_"),
        ADMIN("hera_a_"),
        WORKER("hera_w_");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        /// How its text begins.
        public String prefix() {
            return prefix;
        }
    }

    /// A new secret.
    ///
    /// @param random must be cryptographically strong
    static String make(Kind kind, RandomGenerator random) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String text = kind.prefix() + base62(new BigInteger(1, bits), RANDOM_DIGITS);
        return text + checksum(text);
    }

    /// Whether this looks like a secret of ours: the prefix, the length and the checksum fit.
    public static boolean isWellFormed(String text) {
        int body = text.length() - CHECK_DIGITS;
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.prefix())) {
                return body == kind.prefix().length() + RANDOM_DIGITS
                        && checksum(text.substring(0, body)).equals(text.substring(body));
            }
        }
        return false;
    }

    /// What is kept instead of the secret: SHA-256, which is right for 256 random bits.
    static String sha256(String text) {
        return HexFormat.of().formatHex(digest(text));
    }

    static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return base62(BigInteger.valueOf(crc.getValue()), CHECK_DIGITS);
    }

    private static String base62(BigInteger number, int digits) {
        BigInteger base = BigInteger.valueOf(DIGITS.length());
        char[] text = new char[digits];
        BigInteger rest = number;
        for (int i = digits - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(base);
            text[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(text);
    }
}
