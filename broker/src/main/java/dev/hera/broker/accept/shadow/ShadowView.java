package dev.hera.broker.accept.shadow;

import java.util.List;

/// How an endpoint's shadow does, since the start of the broker.
///
/// @param service as announced; empty when the endpoint has no shadow any more
/// @param share of the calls that are copied
/// @param promoted the shadow gets the calls now, and the copies go to the service before it
/// @param counts what came of the copies
/// @param waiting copies that wait for their turn
/// @param running copies with a worker
/// @param differences the last ones, the newest first
/// @param lastFailure why the last copy that failed did; empty when none has
public record ShadowView(
        String endpoint,
        String service,
        double share,
        boolean promoted,
        Counts counts,
        int waiting,
        int running,
        List<Difference> differences,
        String lastFailure) {
    /// What came of copies.
    ///
    /// @param equal the same answer
    /// @param different another answer
    /// @param failed no answer
    /// @param dropped never sent, because too many waited
    /// @param fallback not copied: the promoted service could not take the call, the one before it
    ///     did
    public record Counts(long equal, long different, long failed, long dropped, long fallback) {}
}
