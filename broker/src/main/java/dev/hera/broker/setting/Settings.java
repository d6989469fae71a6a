package dev.hera.broker.setting;

import dev.hera.broker.route.prefer.Preferences;
import dev.hera.wire.Endpoint.RecordMode;
import dev.hera.wire.Names;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/// What an operator has set; immutable, every value judged before anything starts.
///
/// Three places, the later wins: a file of `key=value` lines, environment variables, options.
public final class Settings {
    /// Variables that are not a broker's settings but of the launcher and the workers.
    private static final Set<String> NOT_OURS =
            Set.of("HERA_HOME", "HERA_SLOW", "HERA_SECRET", "HERA_SECRET_FILE", "HERA_JAVA");

    /// What differs from broker to broker on one machine.
    private static final Set<String> OWN =
            Set.of(
                    "id",
                    "http.port",
                    "link.port",
                    "zookeeper",
                    "data",
                    "journal.dir",
                    "access.log");

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /// A setting that cannot be; its message is one line that says which, what, and what may be.
    public static final class Bad extends Exception {
        private static final long serialVersionUID = 1;

        Bad(String message) {
            super(message);
        }
    }

    /// Reads settings.
    ///
    /// @param options from the command line, `key` to value
    /// @param environment all variables; those that begin with `HERA_` count
    /// @param file may be null
    public static Settings read(
            Map<String, String> options, Map<String, String> environment, @Nullable Path file)
            throws Bad {
        Map<String, String> values = new HashMap<>();
        Setting.ALL.forEach(setting -> values.put(setting.key(), setting.usual()));
        if (file != null) {
            for (Map.Entry<Object, Object> line : properties(file).entrySet()) {
                put(values, line.getKey().toString(), line.getValue().toString(), file.toString());
            }
        }
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            if (name.startsWith("HERA_") && !NOT_OURS.contains(name)) {
                put(values, keyOf(name), variable.getValue(), "the environment");
            }
        }
        for (Map.Entry<String, String> option : options.entrySet()) {
            put(values, option.getKey(), option.getValue(), "the command line");
        }
        return new Settings(values);
    }

    /// Those of the variables that set something for all brokers of one machine alike.
    public static Map<String, String> shared(Map<String, String> environment) {
        Map<String, String> shared = new HashMap<>(environment);
        Set<String> keys = keys();
        keys.removeAll(OWN);
        shared.keySet().removeIf(name -> !name.startsWith("HERA_") || !keys.contains(keyOf(name)));
        return Map.copyOf(shared);
    }

    /// The key that an environment variable means: `HERA_HTTP_PORT` is `http.port`.
    private static String keyOf(String variable) {
        return variable.substring("HERA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static Properties properties(Path file) throws Bad {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new Bad("settings file " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static void put(Map<String, String> values, String key, String value, String where)
            throws Bad {
        Setting setting = find(key, where);
        if (!fits(setting.kind(), value.strip())) {
            throw new Bad(
                    "setting %s in %s is \"%s\"; allowed is %s"
                            .formatted(key, where, value, setting.kind().allowed()));
        }
        values.put(key, value.strip());
    }

    private static Setting find(String key, String where) throws Bad {
        for (Setting setting : Setting.ALL) {
            if (setting.key().equals(key)) {
                return setting;
            }
        }
        throw new Bad(
                "unknown setting %s in %s; allowed are %s"
                        .formatted(key, where, String.join(", ", keys())));
    }

    /// Every key, sorted.
    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        Setting.ALL.forEach(setting -> keys.add(setting.key()));
        return keys;
    }

    private static boolean fits(Setting.Kind kind, String value) {
        return switch (kind) {
            case ID -> Names.isId(value);
            case HOST -> Names.isHost(value);
            case PORT -> isBetween(value, 0, 65_535);
            case ADDRESSES -> Arrays.stream(value.split(",", -1)).allMatch(Settings::isAddress);
            case NODE -> value.startsWith("/") && value.length() > 1 && !value.endsWith("/");
            case FOLDER -> !value.isBlank();
            case FOLDER_OR_NOTHING -> true;
            case SECONDS -> isBetween(value, 1, 86_400);
            case MILLIS -> isBetween(value, 1, 600_000);
            case COUNT -> isBetween(value, 1, 1_000_000);
            case BYTES -> isBetween(value, 1, 1 << 20);
            case SIZE -> isBetween(value, 1, Long.MAX_VALUE);
            case FREE_PERCENT -> isBetween(value, 0, 90);
            case YES_NO -> value.equals("yes") || value.equals("no");
            case MODE -> RecordingWords.MODES.contains(value);
            case UNWELL -> RecordingWords.UNWELL.contains(value);
            case MODES -> isModes(value);
            case PROXIES ->
                    value.isEmpty() || Arrays.stream(value.split(",", -1)).allMatch(Names::isHost);
            case PREFERENCES -> isPreferences(value);
            case PERCENT -> isBetween(value, 0, 100);
            case FILE -> true;
            case COLLECTOR -> value.isEmpty() || isCollector(value);
            case LIST ->
                    value.isEmpty() || Arrays.stream(value.split(",", -1)).allMatch(Names::isToken);
        };
    }

    private static boolean isModes(String value) {
        try {
            return RecordingWords.modes(value) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isPreferences(String value) {
        try {
            return !value.contains("\n") && Preferences.parse(value) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isAddress(String text) {
        int colon = text.lastIndexOf(':');
        return colon > 0
                && Names.isHost(text.substring(0, colon))
                && isBetween(text.substring(colon + 1), 1, 65_535);
    }

    private static boolean isCollector(String text) {
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme());
            return uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static boolean isBetween(String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            return value >= least && value <= most;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    /// As it was set.
    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no such setting: " + key);
        }
        return value;
    }

    /// How workers of single endpoints are chosen.
    public Preferences preferences() {
        return Preferences.parse(text("routes.prefer"));
    }

    /// Callers' headers that travel on: those that were named, and those that calls stick by.
    public List<String> headers() {
        List<String> headers = new ArrayList<>(list("headers"));
        headers.addAll(preferences().headers());
        return headers;
    }

    /// How every call is recorded whatever its endpoint announces; null when as announced.
    public @Nullable RecordMode mode() {
        return text("journal.mode").equals("announced")
                ? null
                : constant(RecordMode.class, "journal.mode");
    }

    /// How calls of single endpoints are recorded.
    public Map<String, RecordMode> modes() {
        return RecordingWords.modes(text("journal.modes"));
    }

    /// A setting that is one of several words.
    public <E extends Enum<E>> E constant(Class<E> kind, String key) {
        return RecordingWords.constant(kind, text(key));
    }

    /// A whole number.
    public int number(String key) {
        return Integer.parseInt(text(key));
    }

    /// A whole number of bytes.
    public long size(String key) {
        return Long.parseLong(text(key));
    }

    /// A number of seconds.
    public Duration seconds(String key) {
        return Duration.ofSeconds(number(key));
    }

    /// A number of milliseconds.
    public Duration millis(String key) {
        return Duration.ofMillis(number(key));
    }

    /// What commas separate.
    public List<String> list(String key) {
        return text(key).isEmpty() ? List.of() : List.of(text(key).split(",", -1));
    }
}
