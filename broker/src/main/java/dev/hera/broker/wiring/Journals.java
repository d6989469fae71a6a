package dev.hera.broker.wiring;

import dev.hera.broker.journal.Journal;
import dev.hera.broker.journal.JournalSettings;
import dev.hera.broker.journal.JournalSettings.WhenUnwell;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.store.StoreSettings.Loss;
import dev.hera.broker.setting.Settings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Opens the journal as the settings say.
public final class Journals {
    private Journals() {}

    public static Journal open(
            Settings settings, InstantSource clock, Consumer<JournalFault> failed) {
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
