package dev.hera.bench.stand;

/// One way to serve the same calls.
///
/// @param name as it stands in reports
public record Contestant(String name, Server server, Front front) {
    /// Who does the work.
    public enum Server {
        /// What a team would write without a platform.
        PLAIN,
        /// A broker and a worker, nothing on record.
        OFF,
        /// The same, and a call does not wait for its record.
        BESIDE,
        /// The same, and no call goes on before its record is on disk.
        DURABLE;

        boolean isHera() {
            return this != PLAIN;
        }

        /// The broker's word for it.
        String mode() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// What callers talk to.
    public enum Front {
        NONE,
        HAPROXY,
        NGINX
    }
}
