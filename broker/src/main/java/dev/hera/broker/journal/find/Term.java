package dev.hera.broker.journal.find;

import dev.hera.broker.journal.record.CallRecord;

import java.util.List;

/// One thing that must hold, or must not.
///
/// @param name behind the dot, of a header or a parameter; empty for other fields
/// @param operands any of them will do
record Term(Field field, String name, List<Operand> operands, Sense sense) {
    /// Whether it must hold.
    enum Sense {
        HOLDS,
        FAILS
    }

    Term {
        operands = List.copyOf(operands);
    }

    boolean holds(CallRecord record) {
        for (Operand operand : operands) {
            if (Facts.hold(record, this, operand)) {
                return sense == Sense.HOLDS;
            }
        }
        return sense == Sense.FAILS;
    }
}
