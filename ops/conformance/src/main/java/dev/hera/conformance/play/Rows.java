package dev.hera.conformance.play;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.conformance.script.Scope;
import dev.hera.conformance.script.Script;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;

/// Plays the rows of one case, on one stage as long as none of them fails and the case does not say
/// `apart`; one thread.
public final class Rows implements AutoCloseable {
    private final Opening opening;
    private final AtomicLong ids = new AtomicLong(1000);
    private @Nullable Stage stage;

    /// Makes a stage as a case's setting wants it.
    public interface Opening {
        Stage open(JsonNode setting) throws InterruptedException;
    }

    public Rows(Opening opening) {
        this.opening = opening;
    }

    /// Plays one row.
    public Result play(Script script) throws InterruptedException {
        Result result = Check.of(script.toString(), () -> perform(script));
        if (!result.passed() || script.setting().path("apart").asBoolean()) {
            close();
        }
        return result;
    }

    private void perform(Script script) throws InterruptedException {
        Stage on = stage;
        if (on == null) {
            on = opening.open(script.setting());
            stage = on;
        }
        Scope scope = new Scope(script.row(), ids);
        on.prepare(scope);
        new Play(on, scope).play(script);
    }

    @Override
    public void close() {
        if (stage != null) {
            stage.close();
            stage = null;
        }
    }
}
