/// The public door: HTTP in, HTTP out.
///
/// [dev.hera.broker.http.CallHandler] stands in front of Javalin on Jetty's own handler chain, so
/// that every method, every path and every size is ours to judge. [dev.hera.broker.http.CallReader]
/// makes a call of what came, or says what is wrong with it; the dispatcher walks it; and
/// [dev.hera.broker.http.OutcomeWriter] tells the caller the truth about how it ended.
/// [dev.hera.broker.http.HealthHandler] answers the load balancer. What Jetty refuses before our
/// handler sees it leaves through [dev.hera.broker.http.PlainErrors], with the same headers.
/// Each call has a virtual thread of its own from first byte to last.
@NullMarked
package dev.hera.broker.http;

import org.jspecify.annotations.NullMarked;
