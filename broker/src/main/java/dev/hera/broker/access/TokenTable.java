package dev.hera.broker.access;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// All tokens by hash; immutable, swapped whole when one is made or revoked.
public final class TokenTable {
    /// No tokens.
    public static final TokenTable EMPTY = new TokenTable(Map.of());

    private final Map<String, Token> byHash;

    private TokenTable(Map<String, Token> byHash) {
        this.byHash = byHash;
    }

    /// A table of the nodes that can be read; the others allow nothing.
    public static TokenTable of(Collection<byte[]> nodes) {
        Map<String, Token> byHash = new HashMap<>();
        for (byte[] node : nodes) {
            Token.read(node).ifPresent(token -> byHash.put(token.sha256(), token));
        }
        return new TokenTable(Map.copyOf(byHash));
    }

    /// How many tokens there are.
    public int size() {
        return byHash.size();
    }

    /// The token with this text, null when there is none.
    @Nullable Token find(String text) {
        if (!NewToken.isWellFormed(text)) {
            return null;
        }
        String hash = NewToken.sha256(text);
        Token token = byHash.get(hash);
        if (token == null) {
            return null;
        }
        byte[] known = token.sha256().getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(known, hash.getBytes(StandardCharsets.US_ASCII))
                ? token
                : null;
    }
}
