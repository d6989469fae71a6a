package dev.hera.broker.accept.keep;

import dev.hera.broker.accept.lane.Lane;
import dev.hera.broker.accept.lane.Progress;
import dev.hera.broker.accept.lane.Ticket;
import dev.hera.broker.journal.log.JournalFault;
import dev.hera.broker.journal.store.Batch;
import dev.hera.broker.journal.store.JournalStore;
import dev.hera.broker.journal.store.Table;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/// Accepted calls on this broker's disk; any thread.
///
/// In the tables of a store: entries lie in `CALLS` and contents in `BODIES`, both under the call's
/// number, what operators have set in `MARKS` under `W` and the endpoint. Every method that writes
/// returns when it is on disk, or says false when it is not.
public final class Shelf implements AutoCloseable {
    private static final byte WISH = 'W';
    private static final byte[] FIRST = key(0);
    private static final byte[] LAST = key(-1);

    private final JournalStore store;
    private final Seal seal;
    private final ShelfWriter writer;
    private final AtomicLong numbers = new AtomicLong();

    Shelf(JournalStore store, Seal seal, Consumer<JournalFault> failed) {
        this.store = store;
        this.seal = seal;
        this.writer = new ShelfWriter(store, failed);
    }

    /// Opens what is in a folder, or makes it.
    ///
    /// @param failed hears once of a fault after which nothing can be kept
    /// @throws JournalFault when the store does not open, in one line that says why
    public static Shelf open(Path folder, Consumer<JournalFault> failed) {
        return ShelfKey.opened(folder, failed);
    }

    /// Reads all entries in the order of their numbers, once, before anything is written.
    ///
    /// @throws KeepFault when one cannot be read
    public void read(Consumer<Entry> reader) {
        store.scan(
                Table.CALLS,
                FIRST,
                LAST,
                (key, value) -> {
                    long number = ByteBuffer.wrap(key).getLong();
                    numbers.set(number);
                    reader.accept(Entry.read(number, value));
                    return true;
                });
    }

    /// A new call. Numbers follow the order in which they are written, and `kept` runs in that
    /// order too, on the writer's thread, as soon as the call is on disk.
    ///
    /// @param made makes the entry for the number it gets
    public boolean accept(Contents contents, LongFunction<Entry> made, Consumer<Entry> kept) {
        byte[] plain = contents.toBytes();
        return writer.write(
                () -> {
                    long number = numbers.incrementAndGet();
                    Entry entry = made.apply(number);
                    byte[] sealed = seal.close(number, plain);
                    return new ShelfWriter.Change(
                            batch -> {
                                batch.put(Table.BODIES, key(number), sealed);
                                batch.put(Table.CALLS, key(number), entry.toBytes());
                            },
                            () -> kept.accept(entry));
                });
    }

    /// A call has moved.
    public boolean move(Ticket ticket, Progress progress) {
        byte[] entry = new Entry(ticket, progress).toBytes();
        return write(batch -> batch.put(Table.CALLS, key(ticket.number()), entry));
    }

    /// A call is over: its entry and its contents go.
    public boolean settle(Ticket ticket) {
        byte[] key = key(ticket.number());
        return write(
                batch -> {
                    batch.delete(Table.CALLS, key);
                    batch.delete(Table.BODIES, key);
                });
    }

    /// What an operator has set for an endpoint.
    public boolean wish(String endpoint, Lane.Wish wish) {
        byte[] value = Wishes.text(wish).getBytes(StandardCharsets.UTF_8);
        return write(batch -> batch.put(Table.MARKS, mark(endpoint), value));
    }

    private boolean write(Consumer<Batch> operations) {
        return writer.write(() -> new ShelfWriter.Change(operations, () -> {}));
    }

    /// What operators have set, by endpoint.
    public Map<String, Lane.Wish> wishes() {
        Map<String, Lane.Wish> wishes = new HashMap<>();
        store.scan(
                Table.MARKS,
                new byte[] {WISH},
                new byte[] {WISH + 1},
                (key, value) -> {
                    String endpoint = new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
                    wishes.put(endpoint, Wishes.read(new String(value, StandardCharsets.UTF_8)));
                    return true;
                });
        return wishes;
    }

    /// The contents for one delivery.
    ///
    /// @throws KeepFault when they are not there, or not to be opened
    public Contents contents(Ticket ticket, int attempt, long nanos) {
        byte[] sealed = store.get(Table.BODIES, key(ticket.number()));
        return Contents.read(
                seal.open(ticket.number(), sealed == null ? new byte[0] : sealed), attempt, nanos);
    }

    /// Bytes on disk.
    public long size() {
        return store.size();
    }

    /// Why nothing can be kept; empty when it can.
    public List<String> ailments() {
        return new ArrayList<>(writer.ailments());
    }

    private static byte[] key(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(0, number).array();
    }

    private static byte[] mark(String endpoint) {
        byte[] name = endpoint.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + name.length).put(WISH).put(name).array();
    }

    @Override
    public void close() {
        writer.close();
        store.close();
    }
}
