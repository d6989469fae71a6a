/// What an operator can set, and what was set: judged whole before anything starts.
///
/// [dev.hera.broker.setting.Setting] lists every setting with its default and its meaning; the
/// manual's table and the command line's options are held to that list by tests.
/// [dev.hera.broker.setting.Settings] reads a file, the environment and the options, in this
/// order, and refuses what cannot be in one line that says what may be.
@NullMarked
package dev.hera.broker.setting;

import org.jspecify.annotations.NullMarked;
