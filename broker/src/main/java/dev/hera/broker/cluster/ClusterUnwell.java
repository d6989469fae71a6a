package dev.hera.broker.cluster;

/// ZooKeeper does not do what we need; the message says what and what to do about it.
public final class ClusterUnwell extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClusterUnwell(String message) {
        super(message);
    }

    ClusterUnwell(String message, Throwable cause) {
        super(message, cause);
    }
}
