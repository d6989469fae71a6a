package dev.hera.broker.journal;

import dev.hera.broker.call.Refusal;
import dev.hera.broker.journal.write.Health;

import java.time.Duration;

/// The journal cannot take the call.
public record Unwell(Refusal.JournalUnwell refusal) implements Opened {
    /// Because of how the journal is.
    static Unwell because(Health health) {
        String why =
                switch (health) {
                    case WELL -> "more waits to be recorded than may";
                    case LOW, FULL -> "the broker's disk is full";
                    case FAILED, CLOSED -> "the broker's journal is out of order";
                };
        Duration after = Duration.ofSeconds(health == Health.WELL ? 1 : 5);
        return new Unwell(new Refusal.JournalUnwell("the call cannot be recorded: " + why, after));
    }

    /// Because an id stands for one call, and the first keeps it.
    static Unwell twice() {
        String why = "a call with this id is on record already, and this one was not run";
        return new Unwell(new Refusal.JournalUnwell(why, Duration.ofSeconds(1)));
    }
}
