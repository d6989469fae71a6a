/// The operator's page on a real platform, in a real browser.
///
/// [dev.hera.trials.page.Chromium] is Debian's browser, driven by Playwright, and a
/// [dev.hera.trials.page.Window] is one visit that notes everything that must not happen: dialogs,
/// lines of error in the console, requests to anybody but the broker. `PageIT` uses every view and
/// every action, `HostilePageIT` says [dev.hera.trials.page.Vectors] wherever texts come from, and
/// `PageLoadIT`, run by hand, measures a large platform and writes the report.
@NullMarked
package dev.hera.trials.page;

import org.jspecify.annotations.NullMarked;
