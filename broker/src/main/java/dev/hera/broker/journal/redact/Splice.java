package dev.hera.broker.journal.redact;

import java.io.ByteArrayOutputStream;

/// Puts a text together anew with some parts replaced, in their order; one object a text.
final class Splice {
    private final byte[] text;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(0);
    private int done;
    private boolean changed;

    Splice(byte[] text) {
        this.text = text;
    }

    void replace(int from, int to, byte[] by) {
        out.write(text, done, from - done);
        out.writeBytes(by);
        done = to;
        changed = true;
    }

    boolean changed() {
        return changed;
    }

    /// The whole text; the splice is of no use afterwards.
    byte[] whole() {
        out.write(text, done, text.length - done);
        return out.toByteArray();
    }
}
