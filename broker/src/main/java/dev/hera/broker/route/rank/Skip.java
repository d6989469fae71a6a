package dev.hera.broker.route.rank;

/// Why a worker was not compared; from the mildest, which a lack of others overrides first, to
/// those that nothing overrides.
public enum Skip {
    NONE("compared"),
    UNLUCKY("its weight or its late failures were against it"),
    MEMORY("out of memory"),
    EJECTED("ejected after failures"),
    SUSPECT("did not answer three status requests"),
    PROBATION("new, and its first call is still running"),
    TRIED("already tried for this call"),
    FULL("runs as many calls of this endpoint as it allows"),
    OTHER("the call is for others"),
    DRAINING("draining"),
    GONE("not connected");

    private final String words;

    Skip(String words) {
        this.words = words;
    }

    /// For people.
    public String words() {
        return words;
    }

    /// Whether a call may go there when nobody better is left.
    public boolean isSoft() {
        return compareTo(FULL) < 0;
    }
}
