package dev.hera.wire;

/// How busy the worker was when it answered; rides on every answer, result or error.
///
/// @param inFlight calls running on the worker, from all brokers
/// @param yours calls running on the worker that came over this link
/// @param execMicros how long the handler ran, in microseconds
/// @param busy the worker refused, or is at twice its slots
/// @param draining the worker takes no new calls
/// @param memory the worker is short of memory
public record Load(
        int inFlight, int yours, long execMicros, boolean busy, boolean draining, boolean memory) {
    /// Nothing running, nothing measured.
    public static final Load NONE = new Load(0, 0, 0, false, false, false);

    public Load {
        if (inFlight < 0 || yours < 0 || execMicros < 0) {
            throw new IllegalArgumentException(
                    "negative load: " + inFlight + ", " + yours + ", " + execMicros);
        }
    }
}
