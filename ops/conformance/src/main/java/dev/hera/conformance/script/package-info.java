/// Checks as data: what is sent and what is expected, in JSON files.
///
/// A [dev.hera.conformance.script.Script] is one check, read by
/// [dev.hera.conformance.script.Library] from the files beside it; a file's `each` makes one check
/// of every row. [dev.hera.conformance.script.Scope] holds a check's variables: `${name}` in a
/// text stands for one. [dev.hera.conformance.script.Pattern] says whether a message is what was
/// expected. A reader in any language needs these files and two pages of code.
@NullMarked
package dev.hera.conformance.script;

import org.jspecify.annotations.NullMarked;
