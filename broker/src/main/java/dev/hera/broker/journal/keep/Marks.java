package dev.hera.broker.journal.keep;

import dev.hera.broker.call.CallId;
import dev.hera.broker.journal.record.RecordKey;
import dev.hera.broker.journal.record.Settlement;
import dev.hera.broker.journal.record.SettlementCodec;
import dev.hera.broker.journal.store.JournalStore;
import dev.hera.broker.journal.store.Table;
import dev.hera.broker.journal.write.Entry;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/// Calls that must stay, and settlements that came before their call; any thread.
///
/// Both are few: they are held in memory, read at the start and written as they change.
public final class Marks {
    private static final byte PIN = 'P';
    private static final byte TOMBSTONE = 'T';
    private static final byte DOOMED = 'E';
    private static final int MOST_TOMBSTONES = 100_000;

    private final List<CallId> doomed = new ArrayList<>();
    private final NavigableSet<CallId> pins = new ConcurrentSkipListSet<>();
    private final Map<CallId, Settlement> tombstones = new ConcurrentHashMap<>();

    /// Reads them.
    public Marks(JournalStore store) {
        each(store, PIN, (id, _) -> pins.add(id));
        each(store, DOOMED, (id, _) -> doomed.add(id));
        each(
                store,
                TOMBSTONE,
                (id, value) -> tombstones.put(id, SettlementCodec.read(ByteBuffer.wrap(value))));
    }

    private interface Reader {
        void read(CallId id, byte[] value);
    }

    private static void each(JournalStore store, byte kind, Reader reader) {
        byte[] from = {kind};
        byte[] to = {(byte) (kind + 1)};
        store.scan(
                Table.MARKS,
                from,
                to,
                (key, value) -> {
                    reader.read(idOf(key), value);
                    return true;
                });
    }

    private static CallId idOf(byte[] key) {
        byte[] id = new byte[RecordKey.LENGTH];
        System.arraycopy(key, 1, id, 0, RecordKey.LENGTH - 1);
        return RecordKey.id(id);
    }

    private static byte[] key(byte kind, CallId id) {
        byte[] key = RecordKey.of(id, 0);
        System.arraycopy(key, 0, key, 1, RecordKey.LENGTH - 1);
        key[0] = kind;
        return key;
    }

    /// Keeps the call for as long as it is pinned.
    public Entry pin(CallId id) {
        pins.add(id);
        byte[] key = key(PIN, id);
        return new Entry(b -> b.put(Table.MARKS, key, new byte[0]), key.length);
    }

    /// The call may be removed again when its time has come.
    public Entry unpin(CallId id) {
        pins.remove(id);
        return gone(key(PIN, id));
    }

    /// The pinned calls, as they change.
    public Set<CallId> pins() {
        return Collections.unmodifiableSet(pins);
    }

    /// The pinned calls between two, in their order.
    NavigableSet<CallId> pinned(CallId from, CallId to) {
        return pins.subSet(from, true, to, false);
    }

    /// Notes what was said about a call that is not here; null when there are too many such notes.
    public @Nullable Entry bury(CallId id, Settlement settlement) {
        if (tombstones.size() >= MOST_TOMBSTONES) {
            return null;
        }
        tombstones.put(id, settlement);
        byte[] key = key(TOMBSTONE, id);
        ByteBuffer bytes = SettlementCodec.write(settlement);
        byte[] value = new byte[bytes.remaining()];
        bytes.get(value);
        return new Entry(b -> b.put(Table.MARKS, key, value), key.length + value.length);
    }

    /// What was said about this call before it came; null when nothing was.
    public @Nullable Settlement buried(CallId id) {
        return tombstones.isEmpty() ? null : tombstones.get(id);
    }

    /// The tombstone of a call is of no use any more.
    public Entry exhume(CallId id) {
        return new Entry(forget(id), RecordKey.LENGTH);
    }

    /// The same, for the batch of what takes its place.
    public Entry.Change forget(CallId id) {
        tombstones.remove(id);
        byte[] key = key(TOMBSTONE, id);
        return batch -> batch.delete(Table.MARKS, key);
    }

    /// All that was said about calls before they came or while they ran; a picture.
    Map<CallId, Settlement> buried() {
        return Map.copyOf(tombstones);
    }

    /// With the removal of a call: it must vanish from the disk too, whatever happens meanwhile.
    Entry.Change doom(CallId id) {
        byte[] key = key(DOOMED, id);
        return batch -> batch.put(Table.MARKS, key, new byte[0]);
    }

    /// The call is off the disk.
    Entry undoom(CallId id) {
        return gone(key(DOOMED, id));
    }

    /// Calls that an earlier process removed, and did not live to take off the disk.
    List<CallId> doomed() {
        return List.copyOf(doomed);
    }

    private static Entry gone(byte[] key) {
        return new Entry(batch -> batch.delete(Table.MARKS, key), key.length);
    }
}
