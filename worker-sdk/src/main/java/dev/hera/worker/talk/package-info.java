/// One conversation with one broker over one socket, from the greeting to the end.
///
/// [dev.hera.worker.talk.Greeting] proves both sides to each other before anything else is heard.
/// After it [dev.hera.worker.talk.Conversation] hears what comes: calls, questions about vitals,
/// cancellations, the word that the broker goes. What this side asks waits in
/// [dev.hera.worker.talk.PendingAsks], and ends as a [dev.hera.worker.talk.Heard]; how the whole
/// ended is an [dev.hera.worker.talk.Ending], which the link decides its next step by.
/// Nothing here dials and nothing here knows a second broker.
@NullMarked
package dev.hera.worker.talk;

import org.jspecify.annotations.NullMarked;
