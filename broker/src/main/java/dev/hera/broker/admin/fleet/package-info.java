/// The platform as a whole, from whichever broker is asked, and the routing table of earlier.
///
/// [dev.hera.broker.admin.fleet.FleetApi] answers operators: it asks every broker, through
/// [dev.hera.broker.admin.fleet.Neighbours], what it sees, and lays the answers side by side:
/// which worker is linked to which broker and answers there
/// ([dev.hera.broker.admin.fleet.Matrix]), what a drain would leave without a worker
/// ([dev.hera.broker.admin.fleet.DrainPreview]), and the series that charts are drawn of
/// ([dev.hera.broker.admin.fleet.Figures]), now and half minute by half minute of the last hour
/// ([dev.hera.broker.admin.fleet.LastHour]). Brokers believe each other because questions and
/// answers are signed; no token travels. [dev.hera.broker.admin.fleet.Past] keeps the changes of
/// the routing table, so that it can be shown as of an instant.
@NullMarked
package dev.hera.broker.admin.fleet;

import org.jspecify.annotations.NullMarked;
