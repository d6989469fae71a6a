package dev.hera.broker.door;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A port chosen by the system, for tests and for trying things out.
public final class FreePort {
    private FreePort() {}

    /// The port itself, or any free one for 0; somebody else may take it before we do.
    public static int or(int port) {
        if (port != 0) {
            return port;
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new RoomUnwell("no free port on the loopback address", e);
        }
    }
}
