package dev.hera.broker.access;

import dev.hera.wire.Names;
import dev.hera.wire.scram.ScramVerifier;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What the platform knows of a service: how to check its secret, and what it may do.
///
/// @param service the name its workers give in their greeting
/// @param verifier enough to check the secret, not to pretend to have it
/// @param allow endpoints its workers may announce
/// @param calls endpoints its workers may call by remote call
public record WorkerCredential(
        String service, ScramVerifier verifier, List<Reach> allow, List<Reach> calls) {
    public WorkerCredential {
        allow = List.copyOf(allow);
        calls = List.copyOf(calls);
        if (!Names.isId(service)) {
            throw new IllegalArgumentException(
                    "service name must match [A-Za-z0-9_-]{1,64}: " + service);
        }
    }

    /// Whether its workers may announce this endpoint.
    public boolean allows(String endpoint) {
        return allow.stream().anyMatch(reach -> reach.covers(endpoint));
    }

    /// What lets its workers call this; null when nothing does.
    @Nullable Reach granting(String method, String target) {
        for (Reach reach : calls) {
            if (reach.covers(method, target)) {
                return reach;
            }
        }
        return null;
    }
}
