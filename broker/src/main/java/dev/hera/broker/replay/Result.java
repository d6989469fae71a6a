package dev.hera.broker.replay;

import dev.hera.broker.replay.compare.Compared;

import org.jspecify.annotations.Nullable;

/// How one call of a replay ended.
///
/// @param word `answered`, `failed`, `not-executed`, `unknown`, `left-out`, `gone` or `away`
/// @param endpoint as recorded; empty when the record is gone
/// @param original the recorded call
/// @param compared what came of comparing; null when nobody asked for that
record Result(String word, String endpoint, String original, @Nullable Compared compared) {}
