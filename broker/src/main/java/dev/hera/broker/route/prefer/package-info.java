/// What an operator wants of single endpoints, where it differs from the rule.
///
/// A [dev.hera.broker.route.prefer.Preference] names a strategy, what makes calls belong to one
/// worker, and factors of weight. [dev.hera.broker.route.prefer.Preferences] are all of them, as
/// they stand in one line of the settings: read once at the start, refused as a whole when a word
/// of it is wrong. Nothing here decides: the rule in `rank` asks the preference and goes on.
@NullMarked
package dev.hera.broker.route.prefer;

import org.jspecify.annotations.NullMarked;
