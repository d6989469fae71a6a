package dev.hera.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Every path of ours in ZooKeeper, relative to the root that a setting names (`/hera`).
public record BrokerPaths(String root) {
    public BrokerPaths {
        if (!root.startsWith("/") || (root.endsWith("/") && root.length() > 1)) {
            throw new IllegalArgumentException("zookeeper root must look like /hera: " + root);
        }
    }

    /// Ephemeral nodes, one a broker.
    public String brokers() {
        return root + "/brokers";
    }

    /// The ephemeral node of one broker.
    public String broker(String id) {
        return brokers() + '/' + id;
    }

    /// Callers' tokens: id, SHA-256, scopes.
    public String tokens() {
        return root + "/tokens";
    }

    /// One caller's token.
    public String token(String id) {
        return tokens() + '/' + id;
    }

    /// Services' credentials: SCRAM verifier and allowed prefixes.
    public String workers() {
        return root + "/workers";
    }

    /// One service's credential.
    public String worker(String service) {
        return workers() + '/' + service;
    }

    /// Last announced policies.
    public String endpoints() {
        return root + "/endpoints";
    }

    /// The policy of one endpoint; its name is percent-encoded.
    public String endpoint(String name) {
        return endpoints() + '/' + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    /// Fingerprints of calls that killed workers.
    public String quarantine() {
        return root + "/quarantine";
    }

    /// Workers that an operator drains.
    public String drains() {
        return root + "/drains";
    }
}
