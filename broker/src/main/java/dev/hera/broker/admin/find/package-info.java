/// Calls found by a filter, for operators: listed, counted, watched, exported, removed, pinned.
///
/// [dev.hera.broker.admin.find.FindApi] is asked by the page and the command line, and asks all
/// brokers the same [dev.hera.broker.admin.find.FindQuestion];
/// [dev.hera.broker.admin.find.FindDesk] answers for the calls of one broker, and
/// [dev.hera.broker.admin.find.Together] makes one answer of all of them. A call's place is its id,
/// so one cursor stands for a place on every broker; where one broker did not look far enough the
/// page ends there, and says so. A broker that does not answer is named as missing.
/// [dev.hera.broker.admin.find.Exporting] sends calls whole, with those that their handlers made.
/// [dev.hera.broker.admin.find.LineStream] sends calls one line each while they are found.
@NullMarked
package dev.hera.broker.admin.find;

import org.jspecify.annotations.NullMarked;
