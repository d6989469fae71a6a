package dev.hera.wire.compare;

/// The mark of a call that is replayed without running what its handler calls.
///
/// A worker hands it on with every call that the handler makes, so that a broker which does not
/// know the handler's call refuses them instead of running them.
public final class Hermetic {
    /// A header of the replayed call and of what its handler calls.
    public static final String HEADER = "hera-hermetic";

    /// The header's value.
    public static final String YES = "yes";

    private Hermetic() {}
}
