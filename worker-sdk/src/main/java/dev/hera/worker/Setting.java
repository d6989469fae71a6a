package dev.hera.worker;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything that can be set about a worker, each as an environment variable `HERA_…`.
public enum Setting {
    /// Where ZooKeeper is.
    ZOOKEEPER("127.0.0.1:2181", "host:port, several separated by commas"),
    /// Where everything of Hera lies in it.
    ZOOKEEPER_ROOT("/hera", "a path like /hera"),
    /// Login for nodes that not everybody may read.
    ZOOKEEPER_LOGIN("", "user:password of ZooKeeper's digest scheme"),
    /// The service's secret, as `ops/hera worker-secret create` printed it.
    SECRET("", "the service's secret; either this or HERA_SECRET_FILE"),
    /// A file that holds the secret and nothing else.
    SECRET_FILE("", "a readable file that holds the secret; either this or HERA_SECRET"),
    /// This process among its kind; host name and process id unless set.
    INSTANCE("", "letters, digits, _ and -, at most 64"),
    /// The release of the worker's own code.
    VERSION("0", "at most 100 characters"),
    /// What part the worker plays.
    ROLE("live", "live, candidate or quarantine"),
    /// How many calls run without slowing each other down; eight a core unless set. At twice as
    /// many the worker says that it is busy.
    SLOTS("", "a number from 1 to 1000000"),
    /// Which addresses learnt from ZooKeeper may be dialled.
    BROKER_HOSTS("private", "private, networks, hosts and *.domains, separated by commas"),
    /// The folder that the last known brokers are kept in; `.hera` in the user's home unless set.
    HOME("", "a folder"),
    /// How long `start()` waits for the first link.
    START_SECONDS("10", "a number from 0 to 3600"),
    /// How long running calls get when the process is told to end.
    DRAIN_SECONDS("30", "a number from 0 to 3600");

    /// Read by the launcher and the tests in the same environment; nothing for a worker.
    private static final Set<String> NOT_OURS = Set.of("HERA_JAVA", "HERA_SLOW");

    private final String usual;
    private final String allowed;

    Setting(String usual, String allowed) {
        this.usual = usual;
        this.allowed = allowed;
    }

    /// The environment variable.
    public String variable() {
        return "HERA_" + name();
    }

    /// What holds when it is not set; empty when that is worked out.
    public String usual() {
        return usual;
    }

    /// What may stand there, for people.
    public String allowed() {
        return allowed;
    }

    /// The setting of an environment variable; empty for a variable that is none of Hera's.
    ///
    /// @throws IllegalArgumentException for an unknown one that begins with `HERA_`
    static Optional<Setting> of(String variable) {
        if (!variable.startsWith("HERA_") || NOT_OURS.contains(variable)) {
            return Optional.empty();
        }
        Optional<Setting> found =
                Arrays.stream(values()).filter(s -> s.variable().equals(variable)).findFirst();
        if (found.isEmpty()) {
            String all =
                    Arrays.stream(values())
                            .map(Setting::variable)
                            .collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    variable + " is not a setting of a worker; allowed are " + all);
        }
        return found;
    }

    IllegalArgumentException wrong(String value) {
        return new IllegalArgumentException(
                variable() + " is \"" + value + "\"; allowed: " + allowed);
    }
}
