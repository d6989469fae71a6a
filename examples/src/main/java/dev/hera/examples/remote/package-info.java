/// Calls to other endpoints, all over the links that the worker has anyway.
///
/// [dev.hera.examples.remote.Metrics] is another worker's endpoint as an interface of one's own,
/// with only the members that are needed. [dev.hera.examples.remote.ReportWorker] calls it so,
/// puts a second call together by hand, and lets a third run ahead as a future.
@NullMarked
package dev.hera.examples.remote;

import org.jspecify.annotations.NullMarked;
