package dev.hera.broker.admin.find;

import com.fasterxml.jackson.databind.JsonNode;

import io.javalin.http.Context;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/// An answer of JSON, one line a value, sent while it is found out; one thread.
///
/// Whoever reads it and goes is noticed at the next line, so a line must go out now and then.
final class LineStream implements AutoCloseable {
    private final OutputStream out;
    private final Semaphore places;
    private boolean gone;

    private LineStream(OutputStream out, Semaphore places) {
        this.out = out;
        this.places = places;
    }

    /// Begins the answer; null when there are too many at the same time.
    static @Nullable LineStream open(Context context, Semaphore places) throws IOException {
        if (!places.tryAcquire()) {
            return null;
        }
        context.contentType("application/x-ndjson");
        return new LineStream(context.res().getOutputStream(), places);
    }

    /// One value under a name.
    void line(String name, JsonNode value) {
        write("{\"" + name + "\":" + value + "}\n");
    }

    private void write(String line) {
        try {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            gone = true;
        }
    }

    /// Sends what was written, and says whether anybody reads it.
    boolean flush() {
        try {
            out.flush();
        } catch (IOException _) {
            gone = true;
        }
        return !gone;
    }

    @Override
    public void close() {
        places.release();
    }
}
