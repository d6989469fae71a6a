package dev.hera.broker.route;

import dev.hera.wire.Endpoint;
import dev.hera.wire.Frame;

/// What a call resolved to: the endpoint's promises, before a worker is chosen.
///
/// @param endpoint as last announced, or as remembered when nobody announces it now
/// @param shape what makes two announced names one endpoint: the name without `{names}`
/// @param role the part of the workers that may run it
public record Route(Endpoint endpoint, String shape, Frame.Role role) {}
