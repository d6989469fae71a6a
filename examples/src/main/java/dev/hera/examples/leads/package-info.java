/// How are calls accepted now and delivered later, and how is a beacon served?
///
/// [dev.hera.examples.leads.LeadsWorker] declares both: `POST /0/leads`, confirmed with
/// `{"status":"OK"}`, and `GET /0/beacon.gif`, confirmed with an image of one pixel, good or bad.
/// A broker confirms as soon as the call is on its disk, whether this worker runs or not; what is
/// required, renamed and paced is declared with the endpoint, since brokers run no code of workers.
/// The handlers then see each call at least once, at the pace that was set.
@NullMarked
package dev.hera.examples.leads;

import org.jspecify.annotations.NullMarked;
