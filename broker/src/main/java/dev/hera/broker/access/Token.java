package dev.hera.broker.access;

import dev.hera.wire.Names;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// A caller's or operator's token as it is kept: everything but the token itself.
///
/// @param id the name that records and pages show
/// @param sha256 of the token's text, 64 lower-case hexadecimal digits
/// @param scopes what it may do
/// @param created when
/// @param revoked when it was taken back; null while it is good
public record Token(
        String id, String sha256, List<Scope> scopes, Instant created, @Nullable Instant revoked) {
    public Token {
        scopes = List.copyOf(scopes);
        if (!Names.isId(id)) {
            throw new IllegalArgumentException("token id must match [A-Za-z0-9_-]{1,64}: " + id);
        }
        if (sha256.length() != 64 || !sha256.chars().allMatch(Token::isHexDigit)) {
            throw new IllegalArgumentException("token " + id + ": sha256 is not 64 hex digits");
        }
    }

    private static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    /// The same token, taken back.
    public Token revokedAt(Instant when) {
        return new Token(id, sha256, scopes, created, when);
    }

    /// The scope of this verb that covers the call; null when none does.
    @Nullable Scope granting(Scope.Verb verb, String method, String target) {
        for (Scope scope : scopes) {
            if (scope.verb() == verb && scope.reach().covers(method, target)) {
                return scope;
            }
        }
        return null;
    }

    /// Whether a scope of this verb covers the call.
    boolean allows(Scope.Verb verb, String method, String target) {
        return granting(verb, method, target) != null;
    }

    /// Whether there is a scope of this verb at all.
    boolean allows(Scope.Verb verb) {
        return scopes.stream().anyMatch(scope -> scope.verb() == verb);
    }
}
