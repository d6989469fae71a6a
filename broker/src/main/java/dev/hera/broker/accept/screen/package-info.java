/// What is checked and changed before an accepted call is written, as its endpoint declared it.
///
/// [dev.hera.broker.accept.screen.Screen] looks for what is required, renames and drops; nothing
/// here runs code of a worker. A query is edited by its names, values stay as they came
/// ([dev.hera.broker.accept.screen.Query]); a JSON body by the members of its outermost object:
/// values are carried byte for byte ([dev.hera.broker.accept.screen.MemberEdit]).
/// [dev.hera.broker.accept.screen.Prints] tells the same call again, and finds its order key.
@NullMarked
package dev.hera.broker.accept.screen;

import org.jspecify.annotations.NullMarked;
