package dev.hera.worker.api.record;

/// A record was not closed, or nobody knows whether it was; the message says why.
public final class NotSettled extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Hope hope;

    /// Whether another try is of use.
    private enum Hope {
        SOME,
        NONE
    }

    private NotSettled(String message, Hope hope) {
        super(message);
        this.hope = hope;
    }

    /// It may work a moment later: no link, no answer, a journal that is unwell.
    public static NotSettled forNow(String message) {
        return new NotSettled(message, Hope.SOME);
    }

    /// It will not work however often it is tried: not allowed, or wrongly asked.
    public static NotSettled forGood(String message) {
        return new NotSettled(message, Hope.NONE);
    }

    /// Whether trying again is of use.
    public boolean isWorthAnotherTry() {
        return hope == Hope.SOME;
    }
}
