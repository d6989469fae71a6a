package dev.hera.wire.codec;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.wire.BrokerNode;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// Writes and reads the JSON of a broker's ZooKeeper node, at most 1 KiB; strict, it is input.
public final class BrokerNodeCodec {
    private static final int MAX_BYTES = 1024;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private BrokerNodeCodec() {}

    /// The node's data.
    public static byte[] write(BrokerNode node) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", node.id()).put("host", node.host());
        json.putObject("ports").put("http", node.httpPort()).put("link", node.linkPort());
        node.protocols().forEach(json.putArray("protocols")::add);
        json.put("version", node.version()).put("boot", node.boot().toString());
        json.put("startedAt", node.startedAt().toString());
        byte[] data = json.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        if (data.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "broker node has " + data.length + " bytes, allowed " + MAX_BYTES);
        }
        return data;
    }

    /// The node, or empty when the data is none.
    public static Optional<BrokerNode> read(byte[] data) {
        if (data.length > MAX_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(node(JSON.readTree(data)));
        } catch (IOException | IllegalArgumentException | DateTimeException _e) {
            return Optional.empty();
        }
    }

    private static BrokerNode node(JsonNode json) {
        return new BrokerNode(
                text(json.path("id")),
                text(json.path("host")),
                port(json.path("ports").path("http")),
                port(json.path("ports").path("link")),
                protocols(json.path("protocols")),
                text(json.path("version")),
                UUID.fromString(text(json.path("boot"))),
                Instant.parse(text(json.path("startedAt"))));
    }

    private static List<String> protocols(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false).map(BrokerNodeCodec::text).toList();
    }

    private static String text(JsonNode json) {
        if (!json.isTextual()) {
            throw new IllegalArgumentException("a text is missing");
        }
        return json.textValue();
    }

    private static int port(JsonNode json) {
        if (!json.isInt()) {
            throw new IllegalArgumentException("a port is missing");
        }
        return json.intValue();
    }
}
