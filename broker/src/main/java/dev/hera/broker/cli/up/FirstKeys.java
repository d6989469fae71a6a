package dev.hera.broker.cli.up;

import dev.hera.broker.access.Reach;
import dev.hera.broker.access.Scope;
import dev.hera.broker.access.Token;
import dev.hera.broker.cli.keys.KeyRing;
import dev.hera.broker.cli.terminal.Failure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The credentials that a platform on one machine begins with, made where they are missing.
///
/// A file and its node belong together: when either is gone, or they do not fit since one of them
/// came from elsewhere, both are made anew.
///
/// @param ring where the other half is
record FirstKeys(Home home, KeyRing ring) {
    private static final List<Scope> CALLER =
            List.of(Scope.parse("call *"), Scope.parse("async *"), Scope.parse("read-own"));
    private static final List<Scope> ADMIN =
            List.of(Scope.parse("admin:read"), Scope.parse("admin:write"), Scope.parse("replay *"));

    /// The example workers share one secret.
    private static final List<String> SERVICES =
            List.of("metrics", "hello", "shelf", "guarded", "arithmetic", "report");

    private static final List<Reach> EVERYTHING = List.of(Reach.parse("*"));

    void make() {
        token("caller", home.callerToken(), CALLER);
        token("admin", home.adminToken(), ADMIN);
        if (!Files.exists(home.workerSecret())
                || SERVICES.stream().anyMatch(service -> ring.worker(service).isEmpty())) {
            write(home.workerSecret(), ring.makeSecret(SERVICES, EVERYTHING, EVERYTHING));
        }
    }

    private void token(String id, Path file, List<Scope> scopes) {
        if (ring.token(id).filter(token -> fits(token, file)).isEmpty()) {
            write(file, ring.makeToken(id, scopes));
        }
    }

    private static boolean fits(Token token, Path file) {
        try {
            byte[] text = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return token.revoked() == null
                    && token.sha256().equals(HexFormat.of().formatHex(digest));
        } catch (IOException _) {
            return false;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void write(Path file, String secret) {
        try {
            Home.write(file, secret);
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + e.getMessage());
        }
    }
}
