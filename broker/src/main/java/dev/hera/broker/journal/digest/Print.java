package dev.hera.broker.journal.digest;

import dev.hera.broker.call.CallId;
import dev.hera.broker.call.Origin;
import dev.hera.broker.journal.record.CallRecord;
import dev.hera.broker.journal.record.Ending;
import dev.hera.broker.journal.record.Opening;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// A Bloom filter over what a call says in words that are too many to number: path, key, headers,
/// parameters, the calls it comes from, its workers when they were several. 256 bits, six for each
/// word; immutable once made.
final class Print {
    static final int LONGS = 4;
    private static final int BITS = 6;
    private static final int PREFIXES = 4;

    final long[] bits = new long[LONGS];

    /// What a call says.
    static Print of(CallRecord record) {
        Opening opening = record.opening();
        Print print = new Print();
        Ending ending = record.ending();
        if (ending != null && ending.attempts().size() > 1) {
            ending.attempts().forEach(attempt -> print.add("worker=", attempt.worker()));
        }
        print.path(opening.path());
        String key = opening.idempotencyKey();
        if (key != null) {
            print.add("key", "").add("key=", key);
        }
        opening.headers().forEach((name, text) -> print.named("header", name, text));
        print.query(opening.query());
        print.add("root=", opening.root().toString());
        CallId parent = opening.parent();
        print.add("parent=", parent == null ? "" : parent.toString());
        if (opening.origin() instanceof Origin.Replay(CallId original, int _)) {
            print.add("original=", original.toString());
        }
        return print;
    }

    /// What must be in a call's print when it says this word.
    static Print of(String kind, String word) {
        return new Print().add(kind, word);
    }

    private void path(String path) {
        add("path=", path);
        int at = -1;
        for (int i = 0; i < PREFIXES; i++) {
            at = path.indexOf('/', at + 1);
            if (at < 0) {
                return;
            }
            add("path/", path.substring(0, at + 1));
        }
    }

    /// The longest beginning that is in the prints of all paths which begin so; null when none is.
    static @Nullable Print beginning(String path) {
        int at = -1;
        int last = -1;
        for (int i = 0; i < PREFIXES; i++) {
            at = path.indexOf('/', at + 1);
            if (at < 0) {
                break;
            }
            last = at;
        }
        return last < 0 ? null : of("path/", path.substring(0, last + 1));
    }

    private void query(String query) {
        if (query.isEmpty()) {
            return;
        }
        for (String pair : query.split("&", -1)) {
            int end = pair.indexOf('=');
            String name = decoded(end < 0 ? pair : pair.substring(0, end));
            String text = end < 0 ? "" : decoded(pair.substring(end + 1));
            if (name != null) {
                named("query", name, text == null ? "" : text);
            }
        }
    }

    private static @Nullable String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private void named(String kind, String name, String text) {
        add(kind + '.', name).add(kind + '.' + name + '=', text);
    }

    private Print add(String kind, String word) {
        long hash = mix(kind.hashCode() * 0x9e3779b97f4a7c15L + hash(word));
        for (int i = 0; i < BITS; i++) {
            int bit = (int) (hash >>> (i * 8)) & 0xff;
            bits[bit >>> 6] |= 1L << bit;
        }
        return this;
    }

    private static long hash(String word) {
        long hash = word.length();
        for (int i = 0; i < word.length(); i++) {
            hash = hash * 0x100000001b3L + word.charAt(i);
        }
        return hash;
    }

    private static long mix(long hash) {
        long mixed = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
