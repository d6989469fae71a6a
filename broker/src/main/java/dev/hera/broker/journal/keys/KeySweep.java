package dev.hera.broker.journal.keys;

import dev.hera.broker.journal.store.Batch;
import dev.hera.broker.journal.store.JournalStore;
import dev.hera.broker.journal.store.Table;
import dev.hera.broker.journal.write.Entry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Removes keys that are forgotten, a part of them at a time; the keeper's thread alone.
///
/// Each sweep goes on where the one before stopped, and looks at some rows for each that was
/// written since, so that it comes round however many there are. A key that is being removed is
/// claimed: a call that comes with it waits until it is gone.
public final class KeySweep {
    private static final int LEAST = 5_000;
    private static final int FOR_EACH = 3;
    private static final int REMOVED_AT_ONCE = 1_000;
    private static final byte[] FIRST = {};
    private static final byte[] END = new byte[33];

    static {
        Arrays.fill(END, (byte) 0xff);
    }

    private final JournalStore store;
    private final KeyDesk.Records records;
    private final KeyLife life;
    private final Claims claims;
    private final LongAdder written;
    private byte[] from = FIRST;

    /// @param written keys since the last sweep
    KeySweep(
            JournalStore store,
            KeyDesk.Records records,
            KeyLife life,
            Claims claims,
            LongAdder written) {
        this.store = store;
        this.records = records;
        this.life = life;
        this.claims = claims;
        this.written = written;
    }

    /// A key and who has it now.
    private record Taken(byte[] hash, Claim claim) {}

    /// One sweep.
    ///
    /// @return how many keys are removed
    public int sweep(Consumer<Entry> writer) {
        List<byte[]> old = old(LEAST + FOR_EACH * written.sumThenReset());
        List<Taken> taken = new ArrayList<>();
        int removed = 0;
        for (byte[] hash : old) {
            Claim claim = taken(hash);
            if (claim != null) {
                taken.add(new Taken(hash, claim));
                removed++;
            }
            if (taken.size() == REMOVED_AT_ONCE) {
                writer.accept(removal(taken));
                taken = new ArrayList<>();
            }
        }
        if (!taken.isEmpty()) {
            writer.accept(removal(taken));
        }
        return removed;
    }

    /// The next rows that may be forgotten.
    private List<byte[]> old(long rows) {
        List<byte[]> old = new ArrayList<>();
        long[] left = {rows};
        byte[] begin = from;
        from = FIRST;
        store.scan(
                Table.KEYS,
                begin,
                END,
                (hash, value) -> {
                    if (left[0]-- == 0) {
                        from = hash;
                        return false;
                    }
                    if (life.mayBeOver(KeyRow.read(value))) {
                        old.add(hash);
                    }
                    return true;
                });
        return old;
    }

    /// The claim of a key that is forgotten; null when it is not, or when a call has it now.
    private @Nullable Claim taken(byte[] hash) {
        byte[] seen = store.get(Table.KEYS, hash);
        if (seen == null) {
            return null;
        }
        Claim claim = new Claim(KeyRow.read(seen));
        if (claims.take(hash, claim) != null) {
            return null;
        }
        boolean over = false;
        try {
            byte[] kept = store.get(Table.KEYS, hash);
            KeyRow row = kept == null ? null : KeyRow.read(kept);
            over = row != null && life.isOver(row, records.find(row.first()).orElse(null));
        } finally {
            if (!over) {
                claims.release(hash, claim);
            }
        }
        return over ? claim : null;
    }

    private Entry removal(List<Taken> taken) {
        return new Entry(
                (Batch batch) -> taken.forEach(one -> batch.delete(Table.KEYS, one.hash())),
                taken.size() * END.length,
                () -> taken.forEach(one -> claims.release(one.hash(), one.claim())));
    }
}
