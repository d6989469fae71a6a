package dev.hera.broker.journal.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hera.broker.journal.log.InMemory;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.log.JournalFault.Kind;
import dev.hera.broker.journal.store.StoreSettings.Loss;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// One bit of a store's files is turned, again and again. `-Dhera.flips=N` sets how often.
class BitFlipFaultIT {
    private static final int SEGMENT = 16 << 10;
    private static final int BUFFER = 64 << 10;
    private static final int FLIPS = Integer.getInteger("hera.flips", 200);

    /// The library's own diary, the number of the process: they may say what they like.
    private static final Set<String> IDLE = Set.of("LOG", "LOG.old", "owner", "lock", "LOCK");

    @TempDir(factory = InMemory.class)
    Path folder;

    private enum End {
        NO_EFFECT,
        REFUSED_TO_START,
        REFUSED_TO_READ
    }

    private static StoreSettings settings(Path place) {
        return new StoreSettings(place, SEGMENT, BUFFER, Loss.REFUSE);
    }

    @Test
    void aFlippedBitHasNoEffectOrIsRefused() throws IOException {
        long seed = Long.getLong("hera.seed", System.nanoTime());
        Random random = new Random(seed);
        Path pristine = folder.resolve("pristine");
        long last = write(pristine);
        List<Path> files = files(pristine);
        Map<End, Integer> ends = new EnumMap<>(End.class);
        for (int i = 0; i < FLIPS; i++) {
            Path place = folder.resolve("flipped");
            Folders.copy(pristine, place);
            String what = flip(place, files, random);
            End end = look(place, last, "seed %d, %s".formatted(seed, what));
            ends.merge(end, 1, Integer::sum);
        }
        System.out.println("flipped bits: seed %d, %s".formatted(seed, ends));
        assertEquals(3, ends.size(), "not every end was seen: " + ends);
    }

    /// Tables on several levels, and a log of which the tables have only a part; as after a kill.
    private long write(Path place) throws IOException {
        Path alive = folder.resolve("alive");
        long next = 1;
        Batch batch = new Batch();
        try (JournalStore store = RocksStore.open(settings(alive))) {
            while (next < 700) {
                next += Sequel.fill(batch, next, Instant.ofEpochMilli(next));
                store.append(batch, () -> {});
            }
            Folders.copyAlive(alive, place);
        }
        return next - 1;
    }

    private static List<Path> files(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !IDLE.contains(file.getFileName().toString()))
                    .filter(file -> file.toFile().length() > 0)
                    .map(place::relativize)
                    .toList();
        }
    }

    /// Small files are hit as often as large ones: those that say where everything is are small.
    private static String flip(Path place, List<Path> files, Random random) throws IOException {
        Path file = place.resolve(files.get(random.nextInt(files.size())));
        byte[] content = Files.readAllBytes(file);
        int at = random.nextInt(content.length);
        int bit = random.nextInt(8);
        content[at] ^= (byte) (1 << bit);
        Files.write(file, content);
        return "bit %d of byte %d of %s".formatted(bit, at, place.relativize(file));
    }

    private static End look(Path place, long last, String what) {
        JournalStore opened;
        try {
            opened = RocksStore.open(settings(place));
        } catch (JournalFault fault) {
            assertNotEquals(Kind.TAKEN, fault.kind(), what);
            assertTrue(names(fault), () -> what + " is refused without a place: " + fault);
            return End.REFUSED_TO_START;
        }
        End end = End.NO_EFFECT;
        try (JournalStore store = opened) {
            assertEquals(last + 1, store.recovered().next(), what);
            for (long number = 1; number <= last; number++) {
                if (!isRead(store, number, what)) {
                    end = End.REFUSED_TO_READ;
                }
            }
        }
        return end;
    }

    /// A range, a file, or what stands in one.
    private static boolean names(JournalFault fault) {
        String text = fault.getMessage();
        return text.contains("records ") || text.contains("/") || text.contains("format");
    }

    private static boolean isRead(JournalStore store, long number, String what) {
        byte[] value;
        try {
            value = store.get(Table.CALLS, Sequel.key(number));
        } catch (JournalFault fault) {
            assertEquals(Kind.DAMAGED, fault.kind(), () -> what + ": " + fault);
            return false;
        }
        assertTrue(value != null, () -> what + ": record " + number + " is gone in silence");
        Sequel.proves(number, value);
        assertArrayEquals(value, store.get(Table.CALLS, Sequel.key(number)));
        return true;
    }
}
