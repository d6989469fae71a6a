package dev.hera.broker.access;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All tokens at one moment, found by hash; immutable, replaced whole when ZooKeeper changes.
public final class TokenTable {
    /// No tokens: everybody is refused.
    public static final TokenTable EMPTY = new TokenTable(List.of(), List.of());

    private final Map<String, Token> byHash;
    private final List<Token> tokens;
    private final List<String> unreadable;

    private TokenTable(List<Token> tokens, List<String> unreadable) {
        this.tokens = tokens.stream().sorted(Comparator.comparing(Token::id)).toList();
        this.unreadable = List.copyOf(unreadable);
        Map<String, Token> hashes = HashMap.newHashMap(tokens.size());
        this.tokens.forEach(token -> hashes.put(token.sha256(), token));
        this.byHash = Map.copyOf(hashes);
    }

    /// Reads what stands below `tokens/`; an entry that cannot be read is left out and named.
    public static TokenTable of(Map<String, byte[]> entries) {
        List<Token> tokens = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        entries.forEach(
                (id, json) ->
                        CredentialCodec.readToken(json)
                                .filter(token -> token.id().equals(id))
                                .ifPresentOrElse(tokens::add, () -> unreadable.add(id)));
        return new TokenTable(tokens, unreadable);
    }

    /// The token with this text, unless there is none or it was revoked.
    @Nullable Token find(String text) {
        String hash = TokenText.sha256(text);
        Token token = byHash.get(hash);
        if (token == null || token.revoked() != null) {
            return null;
        }
        return MessageDigest.isEqual(ascii(hash), ascii(token.sha256())) ? token : null;
    }

    /// The token with this id, unless there is none or it was revoked.
    @Nullable Token byId(String id) {
        return tokens.stream()
                .filter(token -> token.id().equals(id) && token.revoked() == null)
                .findFirst()
                .orElse(null);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Every token, by id, the revoked ones too.
    public List<Token> tokens() {
        return tokens;
    }

    /// Ids of entries that could not be read.
    public List<String> unreadable() {
        return unreadable;
    }
}
