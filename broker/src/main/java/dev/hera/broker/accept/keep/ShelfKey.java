package dev.hera.broker.accept.keep;

import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;
import dev.hera.broker.journal.store.RocksStore;
import dev.hera.broker.journal.store.StoreSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.function.Consumer;

/// How a shelf lies in its folder: the store, and the key beside it.
final class ShelfKey {
    private static final int SEGMENT = 16 << 20;
    private static final long BUFFER = 16 << 20;

    private ShelfKey() {}

    static Shelf opened(Path folder, Consumer<JournalFault> failed) {
        var owner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            Files.createDirectories(folder, owner);
            Seal seal = Seal.of(folder.resolve("key"), new SecureRandom());
            StoreSettings settings =
                    new StoreSettings(
                            folder.resolve("store"), SEGMENT, BUFFER, StoreSettings.Loss.REFUSE);
            return new Shelf(RocksStore.open(settings), seal, failed);
        } catch (IOException e) {
            throw new JournalFault(
                    Kind.FAILED, "accepted calls cannot be kept in " + folder + ": " + e, e);
        }
    }
}
