/// JSON Schema of an endpoint's values, made of the author's Java types when endpoints are
/// declared, and announced with them.
///
/// [dev.hera.worker.schema.Schemas] puts one endpoint's schema together,
/// [dev.hera.worker.schema.JavaTypes] knows how Jackson writes a type and is the only user of the
/// library that makes schemas. A type that the library cannot describe is any JSON; a worker never
/// fails to start for its description.
@NullMarked
package dev.hera.worker.schema;

import org.jspecify.annotations.NullMarked;
