package dev.hera.broker.journal.write;

import dev.hera.broker.journal.log.JournalFault;

import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/// What the writer needs of the world.
///
/// @param underWay how many calls are
/// @param room whether the disk has enough room to go on after it was full
/// @param failed hears once, on the writer's thread, of a fault that ends the process
public record Surroundings(
        InstantSource clock,
        IntSupplier underWay,
        BooleanSupplier room,
        Consumer<JournalFault> failed) {}
