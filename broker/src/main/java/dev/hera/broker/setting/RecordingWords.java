package dev.hera.broker.setting;

import dev.hera.wire.Endpoint.RecordMode;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The words for how calls are recorded, and for what happens when they cannot be.
final class RecordingWords {
    /// How single endpoints are recorded, as a setting says it.
    static final String FORM = "`ENDPOINT => MODE`, several separated by `;`";

    static final List<String> MODES = List.of("announced", "off", "beside", "durable", "ahead");
    static final List<String> UNWELL = List.of("by-mode", "refuse", "serve");

    private RecordingWords() {}

    /// A word as the constant that it names.
    static <E extends Enum<E>> E constant(Class<E> kind, String word) {
        return Enum.valueOf(kind, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// Reads [#FORM].
    ///
    /// @throws IllegalArgumentException when it is not of that form
    static Map<String, RecordMode> modes(String text) {
        Map<String, RecordMode> modes = new HashMap<>();
        for (String line : text.split(";", -1)) {
            int arrow = line.indexOf("=>");
            if (!line.isBlank()) {
                String word = arrow < 0 ? "" : line.substring(arrow + 2).strip();
                if (arrow < 1 || MODES.indexOf(word) < 1) {
                    throw new IllegalArgumentException(line);
                }
                modes.put(line.substring(0, arrow).strip(), constant(RecordMode.class, word));
            }
        }
        return modes;
    }
}
