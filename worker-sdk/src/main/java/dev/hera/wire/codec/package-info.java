/// How the contract is written down: frames as JSON-RPC 2.0 text, broker nodes as JSON.
///
/// [dev.hera.wire.codec.FrameReader] walks a message once with a streaming parser, straight into
/// [dev.hera.wire.Frame] records; a body is only stepped over, and stays a window into the
/// message. [dev.hera.wire.codec.FrameWriter] writes the envelope by hand around the body's own
/// bytes. Both sides refuse what is not in the protocol with a value, never with an exception:
/// the reader's input comes from somebody else.
@NullMarked
package dev.hera.wire.codec;

import org.jspecify.annotations.NullMarked;
