package dev.hera.broker.access;

import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/// A token just made: its text, shown once, and what is kept of it.
public final class NewToken {
    private final String text;
    private final Token token;

    private NewToken(String text, Token token) {
        this.text = text;
        this.token = token;
    }

    /// Makes a token; one with an admin scope is of the admin kind.
    ///
    /// @param random must be cryptographically strong
    public static NewToken make(
            String id, List<Scope> scopes, Instant now, RandomGenerator random) {
        boolean admin = scopes.stream().anyMatch(scope -> scope.verb().word().startsWith("admin"));
        TokenText.Kind kind = admin ? TokenText.Kind.ADMIN : TokenText.Kind.CALLER;
        String text = TokenText.make(kind, random);
        return new NewToken(text, new Token(id, TokenText.sha256(text), scopes, now, null));
    }

    /// The secret itself, to show once.
    public String reveal() {
        return text;
    }

    /// What is kept.
    public Token token() {
        return token;
    }

    @Override
    public String toString() {
        return "new token " + token.id();
    }
}
