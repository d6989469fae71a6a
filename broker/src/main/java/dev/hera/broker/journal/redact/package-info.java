/// Takes secrets out of what is recorded, before the record is built.
///
/// [dev.hera.broker.journal.redact.Openings] and [dev.hera.broker.journal.redact.Endings]
/// make the parts of a record; [dev.hera.broker.journal.redact.Redactor] knows the parts of a
/// call: headers by an allow-list, a query by its keys, bodies by the endpoint's JSON
/// pointers ([dev.hera.broker.journal.redact.PointerMask]), and everything by what tokens and
/// keys look like ([dev.hera.broker.journal.redact.TokenShapes]). What is found is replaced
/// by a keyed token ([dev.hera.broker.journal.redact.MaskKey]): the same secret becomes the
/// same token, so records can be searched for a secret by who has it, and nobody gets it from
/// the record. Text without anything suspicious is looked at once, about every sixteenth
/// byte, and not copied.
@NullMarked
package dev.hera.broker.journal.redact;

import org.jspecify.annotations.NullMarked;
