package dev.hera.worker;

import dev.hera.wire.BrokerPaths;
import dev.hera.wire.Frame;
import dev.hera.wire.Names;
import dev.hera.worker.discovery.AllowedHosts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// Every setting of a worker, checked; immutable. Its text form does not hold the secret.
///
/// @param service the kind of worker
/// @param secret what both sides of a link prove that they know
/// @param zookeeper `host:port`, several separated by commas
/// @param zookeeperRoot where everything of Hera lies in it
/// @param zookeeperLogin `user:password`, or empty
/// @param instance this process among its kind
/// @param version the release of the worker's own code
/// @param role live, candidate or quarantine
/// @param slots how many calls run without slowing each other down
/// @param brokerHosts which addresses may be dialled
/// @param home folder for the last known brokers
/// @param startWait how long `start()` waits for the first link
/// @param drainWait how long running calls get when the process is told to end
public record WorkerSettings(
        String service,
        String secret,
        String zookeeper,
        String zookeeperRoot,
        String zookeeperLogin,
        String instance,
        String version,
        Frame.Role role,
        int slots,
        AllowedHosts brokerHosts,
        Path home,
        Duration startWait,
        Duration drainWait) {
    private static final int SLOTS_A_CORE = 8;

    /// Settings of a service from the environment and from code; code wins.
    ///
    /// @throws IllegalArgumentException naming the setting, its value and what is allowed
    public static WorkerSettings of(
            String service, Map<String, String> environment, Map<Setting, String> code) {
        if (!Names.isId(service)) {
            throw new IllegalArgumentException(
                    "the service's name is \"" + service + "\"; allowed: [A-Za-z0-9_-]{1,64}");
        }
        Map<Setting, String> set = new EnumMap<>(Setting.class);
        environment.forEach(
                (variable, value) -> Setting.of(variable).ifPresent(s -> set.put(s, value)));
        if (code.containsKey(Setting.SECRET) || code.containsKey(Setting.SECRET_FILE)) {
            set.remove(Setting.SECRET);
            set.remove(Setting.SECRET_FILE);
        }
        set.putAll(code);
        return new Reading(set).settings(service);
    }

    @Override
    public String toString() {
        return service
                + '/'
                + instance
                + " ("
                + role
                + ", "
                + slots
                + " slots) by "
                + zookeeper
                + zookeeperRoot;
    }

    /// Reads each setting as what it has to be.
    private record Reading(Map<Setting, String> set) {
        WorkerSettings settings(String service) {
            return new WorkerSettings(
                    service,
                    secret(),
                    zookeeper(),
                    zookeeperRoot(),
                    login(),
                    instance(),
                    version(),
                    role(),
                    slots(),
                    brokerHosts(),
                    home(),
                    seconds(Setting.START_SECONDS),
                    seconds(Setting.DRAIN_SECONDS));
        }

        private String text(Setting setting) {
            return set.getOrDefault(setting, setting.usual()).strip();
        }

        private String secret() {
            String secret = text(Setting.SECRET);
            String file = text(Setting.SECRET_FILE);
            if (secret.isEmpty() == file.isEmpty()) {
                String both = secret.isEmpty() ? "Neither of" : "Both";
                throw new IllegalArgumentException(
                        both + " HERA_SECRET and HERA_SECRET_FILE are set; allowed: exactly one");
            }
            return file.isEmpty() ? secret : secretIn(file);
        }

        private static String secretIn(String file) {
            try {
                String secret = Files.readString(Path.of(file)).strip();
                if (!secret.isEmpty()) {
                    return secret;
                }
            } catch (IOException | InvalidPathException e) {
                throw new IllegalArgumentException(Setting.SECRET_FILE.wrong(file).getMessage(), e);
            }
            throw Setting.SECRET_FILE.wrong(file);
        }

        private String zookeeper() {
            String address = text(Setting.ZOOKEEPER);
            for (String one : address.split(",", -1)) {
                int colon = one.lastIndexOf(':');
                boolean host = colon > 0 && Names.isHost(one.substring(0, colon));
                if (!host || !isNumber(one.substring(colon + 1), 1, 65_535)) {
                    throw Setting.ZOOKEEPER.wrong(address);
                }
            }
            return address;
        }

        private String zookeeperRoot() {
            String root = text(Setting.ZOOKEEPER_ROOT);
            try {
                return new BrokerPaths(root).root();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        Setting.ZOOKEEPER_ROOT.wrong(root).getMessage(), e);
            }
        }

        private String login() {
            String login = text(Setting.ZOOKEEPER_LOGIN);
            if (!login.isEmpty() && login.indexOf(':') < 1) {
                throw Setting.ZOOKEEPER_LOGIN.wrong("***");
            }
            return login;
        }

        private String instance() {
            String instance = text(Setting.INSTANCE);
            if (instance.isEmpty()) {
                return hostName() + '-' + ProcessHandle.current().pid();
            }
            if (!Names.isId(instance)) {
                throw Setting.INSTANCE.wrong(instance);
            }
            return instance;
        }

        private static String hostName() {
            try {
                String name = InetAddress.getLocalHost().getHostName();
                String first = name.substring(0, (name + '.').indexOf('.'));
                return Names.isId(first) && first.length() < 50 ? first : "host";
            } catch (UnknownHostException e) {
                return "host";
            }
        }

        private String version() {
            String version = text(Setting.VERSION);
            if (version.isEmpty() || version.length() > 100) {
                throw Setting.VERSION.wrong(version);
            }
            return version;
        }

        private Frame.Role role() {
            String role = text(Setting.ROLE);
            return switch (role) {
                case "live" -> Frame.Role.LIVE;
                case "candidate" -> Frame.Role.CANDIDATE;
                case "quarantine" -> Frame.Role.QUARANTINE;
                default -> throw Setting.ROLE.wrong(role);
            };
        }

        private int slots() {
            String slots = text(Setting.SLOTS);
            if (slots.isEmpty()) {
                return SLOTS_A_CORE * Runtime.getRuntime().availableProcessors();
            }
            if (!isNumber(slots, 1, 1_000_000)) {
                throw Setting.SLOTS.wrong(slots);
            }
            return Integer.parseInt(slots);
        }

        private AllowedHosts brokerHosts() {
            String hosts = text(Setting.BROKER_HOSTS);
            try {
                return AllowedHosts.of(hosts);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        Setting.BROKER_HOSTS.wrong(hosts).getMessage(), e);
            }
        }

        private Path home() {
            String home = text(Setting.HOME);
            return home.isEmpty()
                    ? Path.of(System.getProperty("user.home", "."), ".hera")
                    : Path.of(home);
        }

        private Duration seconds(Setting setting) {
            String seconds = text(setting);
            if (!isNumber(seconds, 0, 3600)) {
                throw setting.wrong(seconds);
            }
            return Duration.ofSeconds(Integer.parseInt(seconds));
        }

        private static boolean isNumber(String text, int least, int most) {
            if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(Reading::isDigit)) {
                return false;
            }
            int number = Integer.parseInt(text);
            return number >= least && number <= most;
        }

        private static boolean isDigit(int c) {
            return c >= '0' && c <= '9';
        }
    }
}
