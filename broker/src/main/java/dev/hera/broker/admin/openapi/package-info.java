/// Every endpoint as OpenAPI 3.1, and a page that shows it to people.
///
/// [dev.hera.broker.admin.openapi.OpenApiDocument] goes through what live workers have announced
/// and hands REST endpoints to `RestOperation`, JSON-RPC methods to `RpcOperation`. What a worker
/// said of its values (`AnnouncedSchema`) is input: what refers to anything outside of itself is
/// left out. `Components` gives the parts that several places share their names.
/// [dev.hera.broker.admin.openapi.OpenApiPage] is three files that load nothing else.
@NullMarked
package dev.hera.broker.admin.openapi;

import org.jspecify.annotations.NullMarked;
