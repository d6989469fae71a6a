/// What the names of a call say: which broker made it, and which trace it is part of.
///
/// [dev.hera.wire.id.BrokerMark] is twelve bits of a call's id, so that whoever knows nothing but
/// the id knows whom to ask. [dev.hera.wire.id.TraceParent] is W3C trace context, read strictly:
/// what is not well formed is as good as not there. Values only.
@NullMarked
package dev.hera.wire.id;

import org.jspecify.annotations.NullMarked;
