package dev.hera.broker.journal.store;

import dev.hera.broker.journal.log.Disk;
import dev.hera.broker.journal.log.HaltingDisk;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;
import dev.hera.broker.journal.store.StoreSettings.Loss;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/// A process of its own that appends and says each time what it is about to send and what it was
/// told is kept; some test ends it. Its records follow from their numbers: see [Sequel].
///
/// Arguments: the folder, the bytes of a log file, how many batches. With `-Dhera.crash.at=POINT:n`
/// it halts when it comes to that point for the n-th time.
final class StoreChild {
    static final String CRASH = "hera.crash.at";
    static final int FAULT = 3;

    private final OutputStream out;
    private final HaltingDisk disk;
    private final JournalStore store;
    private final Batch batch = new Batch();

    private StoreChild(Path folder, int segmentBytes, HaltingDisk disk, OutputStream out) {
        this.out = out;
        this.disk = disk;
        store =
                RocksStore.open(
                        new StoreSettings(folder, segmentBytes, 4L * segmentBytes, Loss.REFUSE),
                        disk);
    }

    public static void main(String[] arguments) throws IOException {
        HaltingDisk disk = new HaltingDisk(Disk.LOCAL, System.getProperty(CRASH, "never:0"));
        int status = 0;
        try (OutputStream out = new FileOutputStream(java.io.FileDescriptor.out)) {
            try {
                Path folder = Path.of(arguments[0]);
                int bytes = Integer.parseInt(arguments[1]);
                new StoreChild(folder, bytes, disk, out).run(Integer.parseInt(arguments[2]));
            } catch (JournalFault fault) {
                say(out, "fault " + fault.kind() + " " + fault.getMessage());
                status = FAULT;
            }
        }
        Runtime.getRuntime().halt(status);
    }

    private void run(int batches) {
        long next = store.recovered().next();
        say(out, "open " + next);
        for (int i = 0; i < batches; i++) {
            try {
                next = append(next);
            } catch (JournalFault fault) {
                insist(next);
                if (fault.kind() != Kind.FULL) {
                    throw fault;
                }
                say(out, "full " + fault.getMessage());
                store.revive();
                next = store.recovered().next();
                say(out, "revived " + next);
            }
        }
        store.close();
    }

    private long append(long first) {
        disk.reach("before");
        int count = Sequel.fill(batch, first, Instant.ofEpochMilli(first));
        long last = first + count - 1;
        say(out, "sent " + last);
        store.append(
                batch,
                () -> {
                    disk.reach("synced");
                    say(out, "kept " + last);
                    disk.reach("told");
                });
        disk.reach("applied");
        return last + 1;
    }

    /// After a fault nothing may be kept, however often it is tried.
    private void insist(long first) {
        for (int i = 0; i < 3; i++) {
            try {
                Sequel.fill(batch, first, Instant.EPOCH);
                store.append(batch, () -> say(out, "kept after a fault"));
            } catch (JournalFault expected) {
                // as it should be
            }
        }
    }

    private static void say(OutputStream out, String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
