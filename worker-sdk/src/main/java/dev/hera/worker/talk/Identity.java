package dev.hera.worker.talk;

import dev.hera.wire.Frame;
import dev.hera.wire.Names;

/// Who this worker is, as it says in every greeting; the secret itself is never said.
///
/// @param service the kind of worker, which the secret belongs to
/// @param instance this process among its kind
/// @param version the release of the worker's own code
/// @param role live, candidate or quarantine
/// @param cores how many cores it may use
/// @param slots how many calls run without slowing each other down
/// @param memoryLimit bytes it may use; 0 when unknown
/// @param secret what both sides prove that they know
public record Identity(
        String service,
        String instance,
        String version,
        Frame.Role role,
        double cores,
        int slots,
        long memoryLimit,
        String secret) {
    /// How the SDK calls itself.
    static final String SDK = "java/0.1.0";

    public Identity {
        if (!Names.isId(service)) {
            throw new IllegalArgumentException(
                    "service must match [A-Za-z0-9_-]{1,64}: " + service);
        }
        if (!Names.isId(instance)) {
            throw new IllegalArgumentException(
                    "instance must match [A-Za-z0-9_-]{1,64}: " + instance);
        }
    }

    Frame.Hello hello(long id, String auth) {
        return new Frame.Hello(
                id, service, instance, version, role, SDK, cores, slots, memoryLimit, auth);
    }

    @Override
    public String toString() {
        return service + '/' + instance;
    }
}
