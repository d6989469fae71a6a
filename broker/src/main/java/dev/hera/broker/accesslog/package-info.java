/// One line of JSON for each call that ended, in a file of its own.
///
/// [dev.hera.broker.accesslog.AccessLog] hears of calls on their threads and only puts them on a
/// bounded queue; one thread writes. What has no room is counted and dropped: a slow disk never
/// slows a call. [dev.hera.broker.accesslog.AccessLine] knows what stands in a line: names,
/// figures and the path, and never the query, a header's value, a body or a token. Whatever a
/// caller wrote comes out as printable ASCII, so that a terminal that shows the file obeys nobody.
/// [dev.hera.broker.accesslog.RollingFile] starts a new file when one is full.
@NullMarked
package dev.hera.broker.accesslog;

import org.jspecify.annotations.NullMarked;
