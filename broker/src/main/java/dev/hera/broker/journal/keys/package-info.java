/// Idempotency keys: the same key of the same caller runs once, and is answered alike ever after.
///
/// [dev.hera.broker.journal.keys.KeyDesk] decides for each call with a key: it is the first and may
/// run, or it hears what became of the first, or it is refused because the key was used for
/// something else. A call with a key is on disk before it runs, and its key with it in the same
/// batch, so that no power cut lets it run twice. Of two at the same moment one waits for the other
/// ([dev.hera.broker.journal.keys.Claim]). [dev.hera.broker.journal.keys.KeyRow] is what is kept;
/// [dev.hera.broker.journal.keys.Retelling] makes an outcome of a record.
/// A key lives for a day after its call's end, and as long as nobody knows whether the call ran.
@NullMarked
package dev.hera.broker.journal.keys;

import org.jspecify.annotations.NullMarked;
