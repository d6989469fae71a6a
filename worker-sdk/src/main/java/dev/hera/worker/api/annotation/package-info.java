/// Endpoints as annotated methods.
///
/// A public method with [GET][dev.hera.worker.api.annotation.GET],
/// [POST][dev.hera.worker.api.annotation.POST], [PUT][dev.hera.worker.api.annotation.PUT],
/// [DELETE][dev.hera.worker.api.annotation.DELETE] or
/// [PATCH][dev.hera.worker.api.annotation.PATCH] is a REST endpoint; one with jsonrpc4j's
/// `@JsonRpcMethod` is a JSON-RPC method. Its parameters are filled by name from path, query and
/// body ([Param][dev.hera.worker.api.annotation.Param]), from the body as a whole
/// ([Body][dev.hera.worker.api.annotation.Body]), or with the call itself, a
/// [Context][dev.hera.worker.api.Context]. What it promises stands in
/// [EndpointOptions][dev.hera.worker.api.annotation.EndpointOptions].
@NullMarked
package dev.hera.worker.api.annotation;

import org.jspecify.annotations.NullMarked;
