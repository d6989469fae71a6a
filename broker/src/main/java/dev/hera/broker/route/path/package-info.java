/// Paths: which announced pattern a called path belongs to.
///
/// A [pattern][dev.hera.broker.route.path.PathPattern] is made of segments: literal, `{name}`, and
/// `*` as the last one. The most specific pattern wins, decided segment by segment from the left
/// (literal before name before star), so that all brokers agree whatever the order of arrival. A
/// [trie][dev.hera.broker.route.path.PathTrie] finds it; there are no regular expressions
/// anywhere, and no path takes longer than the number of patterns allows.
@NullMarked
package dev.hera.broker.route.path;

import org.jspecify.annotations.NullMarked;
