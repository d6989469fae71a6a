package dev.hera.broker.access;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.wire.Names;
import dev.hera.wire.scram.ScramVerifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// What is kept of a service: how to check its proof, and what it may announce.
///
/// @param service the service's name
/// @param verifier checks the proof; the secret cannot be had from it
/// @param allow the endpoints the service may announce
public record WorkerCredential(String service, ScramVerifier verifier, List<EndpointPrefix> allow) {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    public WorkerCredential {
        allow = List.copyOf(allow);
        if (!Names.isId(service) || allow.isEmpty()) {
            throw new IllegalArgumentException("a service needs a name and allowed endpoints");
        }
    }

    /// Whether the service may announce this endpoint.
    public boolean mayAnnounce(String endpoint) {
        return allow.stream().anyMatch(prefix -> prefix.covers(endpoint));
    }

    /// The data of the service's node.
    public byte[] toBytes() {
        ObjectNode json = JSON.createObjectNode();
        json.put("service", service);
        ObjectNode scram = json.putObject("scram");
        scram.put("salt", verifier.salt()).put("iterations", verifier.iterations());
        scram.put("storedKey", verifier.storedKey()).put("serverKey", verifier.serverKey());
        allow.forEach(prefix -> json.withArray("/allow").add(prefix.toString()));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Reads a node's data; empty when it is none.
    public static Optional<WorkerCredential> read(byte[] data) {
        try {
            JsonNode json = JSON.readTree(data);
            JsonNode scram = json.path("scram");
            List<EndpointPrefix> allow =
                    StreamSupport.stream(json.path("allow").spliterator(), false)
                            .map(prefix -> EndpointPrefix.parse(prefix.asText()))
                            .toList();
            ScramVerifier verifier =
                    new ScramVerifier(
                            scram.path("salt").asText(),
                            scram.path("iterations").asInt(),
                            scram.path("storedKey").asText(),
                            scram.path("serverKey").asText());
            return Optional.of(
                    new WorkerCredential(json.path("service").asText(), verifier, allow));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
