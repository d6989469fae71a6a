package dev.hera.conformance.play;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.conformance.script.Scope;

/// What stands around a check: its connections, and the steps that only it knows.
public interface Stage extends AutoCloseable {
    /// The open connection of this name.
    Peer peer(String name) throws InterruptedException;

    /// Sets the variables that the stage brings.
    void prepare(Scope scope);

    /// Performs a step that is the stage's own.
    ///
    /// @param verb the step's first member
    /// @param step the whole step, its variables filled in
    /// @param scope where a step may leave a value
    void perform(String verb, JsonNode step, Scope scope) throws InterruptedException;

    @Override
    void close();
}
