package dev.hera.broker.wiring;

import dev.hera.broker.journal.Journal;
import dev.hera.broker.journal.JournalSettings;
import dev.hera.broker.journal.JournalSettings.WhenUnwell;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.redact.Redactor;
import dev.hera.broker.journal.store.StoreSettings.Loss;
import dev.hera.broker.setting.Settings;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Opens the journal as the settings say.
public final class Journals {
    private Journals() {}

    public static Journal open(
            Settings settings, InstantSource clock, Consumer<JournalFault> failed) {
        return Journal.in(journal(settings), clock, failed);
    }

    /// Replaces secrets in a text by the same tokens as the records have; for one thread, and not
    /// before the journal is open.
    static UnaryOperator<String> masking(Settings settings) {
        return new Masking(settings);
    }

    private static final class Masking implements UnaryOperator<String> {
        private final Settings settings;
        private @Nullable Redactor redactor;

        Masking(Settings settings) {
            this.settings = settings;
        }

        @Override
        public String apply(String text) {
            Redactor known = redactor;
            if (known == null) {
                known = Redactor.in(folder(settings), settings.number("journal.body.bytes"));
                redactor = known;
            }
            return known.text(text);
        }
    }

    private static Path folder(Settings settings) {
        String own = settings.text("journal.dir");
        return own.isEmpty()
                ? Path.of(settings.text("data"), "journal", settings.text("id"))
                : Path.of(own);
    }

    private static JournalSettings journal(Settings settings) {
        return new JournalSettings(
                folder(settings),
                settings.mode(),
                settings.modes(),
                settings.number("journal.body.bytes"),
                settings.size("journal.queue.bytes"),
                settings.constant(WhenUnwell.class, "journal.unwell"),
                Duration.ofDays(settings.number("journal.keep.days")),
                settings.size("journal.keep.bytes"),
                settings.size("journal.low.bytes"),
                settings.number("journal.low.percent"),
                settings.text("accept.loss").equals("yes") ? Loss.ACCEPT : Loss.REFUSE);
    }
}
