package dev.hera.broker.journal.keys;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which keys are being decided now, and by whom; any thread.
final class Claims {
    private final Map<ByteBuffer, Claim> held = new ConcurrentHashMap<>();

    /// Takes the key; the claim of the one that has it, null when it is taken now.
    @Nullable Claim take(byte[] hash, Claim claim) {
        return held.putIfAbsent(ByteBuffer.wrap(hash), claim);
    }

    /// Gives it back, and wakes who waits.
    void release(byte[] hash, Claim claim) {
        held.remove(ByteBuffer.wrap(hash), claim);
        claim.release();
    }
}
