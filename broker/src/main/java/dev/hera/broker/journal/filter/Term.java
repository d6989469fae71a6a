package dev.hera.broker.journal.filter;

import dev.hera.broker.journal.record.CallRecord;

import java.util.List;

/// One thing that must hold, or must not.
///
/// @param name behind the dot, of a header or a parameter; empty for other fields
/// @param operands any of them will do
public record Term(Field field, String name, List<Operand> operands, Sense sense) {
    /// Whether it must hold.
    public enum Sense {
        HOLDS,
        FAILS
    }

    public Term {
        operands = List.copyOf(operands);
    }

    boolean holds(CallRecord record, Beside beside) {
        for (Operand operand : operands) {
            if (Facts.hold(record, beside, this, operand)) {
                return sense == Sense.HOLDS;
            }
        }
        return sense == Sense.FAILS;
    }
}
