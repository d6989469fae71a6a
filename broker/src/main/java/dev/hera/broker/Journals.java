package dev.hera.broker;

import dev.hera.broker.journal.Journal;
import dev.hera.broker.journal.JournalSettings;
import dev.hera.broker.journal.JournalSettings.WhenUnwell;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.store.StoreSettings.Loss;
import dev.hera.wire.Endpoint.RecordMode;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Opens the journal as the settings say.
final class Journals {
    /// How single endpoints are recorded, as a setting says it.
    static final String MODES_FORM = "`ENDPOINT => MODE`, several separated by `;`";

    static final List<String> MODES = List.of("announced", "off", "beside", "durable", "ahead");
    static final List<String> UNWELL = List.of("by-mode", "refuse", "serve");

    private Journals() {}

    static Journal open(Settings settings, InstantSource clock, Consumer<JournalFault> failed) {
        return Journal.in(journal(settings), clock, failed);
    }

    private static JournalSettings journal(Settings settings) {
        String own = settings.text("journal.dir");
        Path folder =
                own.isEmpty()
                        ? Path.of(settings.text("data"), "journal", settings.text("id"))
                        : Path.of(own);
        return new JournalSettings(
                folder,
                mode(settings.text("journal.mode")),
                modes(settings.text("journal.modes")),
                settings.number("journal.body.bytes"),
                settings.size("journal.queue.bytes"),
                WhenUnwell.valueOf(constant(settings.text("journal.unwell"))),
                Duration.ofDays(settings.number("journal.keep.days")),
                settings.size("journal.keep.bytes"),
                settings.size("journal.low.bytes"),
                settings.number("journal.low.percent"),
                settings.text("accept.loss").equals("yes") ? Loss.ACCEPT : Loss.REFUSE);
    }

    private static @Nullable RecordMode mode(String word) {
        return word.equals("announced") ? null : RecordMode.valueOf(constant(word));
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /// Reads [#MODES_FORM].
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
                modes.put(line.substring(0, arrow).strip(), RecordMode.valueOf(constant(word)));
            }
        }
        return modes;
    }
}
