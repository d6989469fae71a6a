/// The operator's door: what the platform looks like, as JSON, on the internal listener.
///
/// [dev.hera.broker.admin.AdminApi] serves what the command line and the page show: the routing
/// table with what holds each worker back, the brokers, the metrics. Every path but the metrics
/// wants a token with an admin scope, which [dev.hera.broker.admin.AdminGate] looks at.
/// [dev.hera.broker.admin.AcceptedApi] shows and steers accepted calls,
/// [dev.hera.broker.admin.RoutesJson] writes the table,
/// [dev.hera.broker.admin.ExplanationJson] how a call to one endpoint would be decided, and
/// [dev.hera.broker.admin.page] is the page that shows it all.
@NullMarked
package dev.hera.broker.admin;

import org.jspecify.annotations.NullMarked;
