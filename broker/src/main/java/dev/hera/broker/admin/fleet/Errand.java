package dev.hera.broker.admin.fleet;

import dev.hera.broker.access.peer.Pass;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;

/// What an operator wants of another broker than the one that was asked; immutable.
///
/// Signed whole, with the time: method, path, query and body. No token travels.
///
/// @param path with the query, as it is written in a URI
/// @param body as JSON; empty for none
public record Errand(String method, String path, byte[] body) {
    /// The header that brings an errand, and nothing else does.
    public static final String HEADER = "Hera-Errand";

    private static final byte[] NOTHING = {};

    /// Looks at something.
    public static Errand look(String path) {
        return new Errand("GET", path, NOTHING);
    }

    /// Whether nothing is changed by it, so that it may come twice.
    public boolean isLook() {
        return method.equals("GET");
    }

    /// The header's text.
    public String signed(Pass pass, String boot, String nonce, Instant at) {
        String proof = pass.ask(boot, nonce, text(at));
        return String.join(" ", pass.token(), nonce, at.toString(), proof);
    }

    private String text(Instant at) {
        return String.join(" ", "errand", method, path, at.toString(), digest());
    }

    private String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// What the header of an errand says; not to be believed before [#isOf].
    ///
    /// @param token the operator's token id
    /// @param at when it was sent
    public record Shown(String token, String nonce, Instant at, String proof) {
        /// Reads the header; empty when it is none.
        public static Optional<Shown> read(@Nullable String header) {
            String[] parts = header == null ? new String[0] : header.split(" ", -1);
            if (parts.length != 4) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        new Shown(parts[0], parts[1], Instant.parse(parts[2]), parts[3]));
            } catch (DateTimeParseException _) {
                return Optional.empty();
            }
        }

        /// Whether it was signed for this errand at this start of this broker.
        public boolean isOf(Errand errand, Pass pass, String boot) {
            return pass.isAsked(proof, boot, nonce, errand.text(at));
        }
    }

    /// What came of it.
    ///
    /// @param body JSON
    public record Done(int status, byte[] body) {
        /// For people.
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
