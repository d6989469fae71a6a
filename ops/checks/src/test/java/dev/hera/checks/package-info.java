/// The house held to its own rules.
///
/// Four kinds of rule live here. [dev.hera.checks.ArchitectureTest] reads class files: which room
/// may see which, and where a library may be known. [dev.hera.checks.TidyTest] and
/// [dev.hera.checks.WordsTest] read sources, through the compiler's own tree: sizes, names,
/// comments, and words that do not belong in the house. [dev.hera.checks.FormatTest] asks the
/// formatter. [dev.hera.checks.DocumentsTest] reads what is written for people: what a document
/// names must exist, and what is generated must be as it would be generated today.
///
/// Every rule says how many things it looked at and fails when that is too few, so that none can
/// pass by looking at nothing. A rule that is broken names file, line and what mends it.
@NullMarked
package dev.hera.checks;

import org.jspecify.annotations.NullMarked;
