package dev.hera.broker.access;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.wire.Names;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// A caller's token as it is kept: what it allows, and its hash; never the token.
///
/// @param id names the token in lists and records
/// @param sha256 of the token's text, in lower-case hex
/// @param scopes what it allows
/// @param created when it was made
public record Token(String id, String sha256, List<Scope> scopes, Instant created) {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    public Token {
        scopes = List.copyOf(scopes);
        if (!Names.isId(id) || sha256.length() != 64) {
            throw new IllegalArgumentException("not a token's id and hash: " + id);
        }
    }

    boolean allows(Scope.Verb verb, String endpoint) {
        for (Scope scope : scopes) {
            if (scope.allows(verb, endpoint)) {
                return true;
            }
        }
        return false;
    }

    /// The data of the token's node.
    public byte[] toBytes() {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", id).put("sha256", sha256);
        scopes.forEach(scope -> json.withArray("/scopes").add(scope.toString()));
        json.put("created", created.toString());
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Reads a node's data; empty when it is none.
    public static Optional<Token> read(byte[] data) {
        try {
            JsonNode json = JSON.readTree(data);
            List<Scope> scopes =
                    StreamSupport.stream(json.path("scopes").spliterator(), false)
                            .map(scope -> Scope.parse(scope.asText()))
                            .toList();
            return Optional.of(
                    new Token(
                            json.path("id").asText(),
                            json.path("sha256").asText(),
                            scopes,
                            Instant.parse(json.path("created").asText())));
        } catch (IOException | IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }
}
