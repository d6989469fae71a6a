/// Who stands at the public door, as far as the connection tells.
///
/// [dev.hera.broker.http.guard.Source] finds the address that a call really comes from, with or
/// without a proxy between. [dev.hera.broker.http.guard.Doorman] turns away who has shown too many
/// bad tokens from there, before anything else of the call is read.
@NullMarked
package dev.hera.broker.http.guard;

import org.jspecify.annotations.NullMarked;
