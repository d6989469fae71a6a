package dev.hera.worker.scripted;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A network between a worker and a broker that can be bad: loopback, one thread a direction.
public final class Relay implements AutoCloseable {
    private static final int CHUNK = 16 << 10;

    private final ServerSocket door;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile Weather weather = Weather.FAIR;
    private volatile CountDownLatch storm = new CountDownLatch(0);

    /// How the network is.
    private enum Weather {
        FAIR,
        /// Takes everything and brings nothing, without a word.
        SWALLOWING,
        /// Takes nothing from the worker, so that its buffers fill; the broker's way is fair.
        STALLED
    }

    /// A fair network in front of this port.
    public Relay(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread unused = Thread.ofPlatform().daemon().name("relay").start(this::accept);
    }

    /// Where to dial.
    public int port() {
        return door.getLocalPort();
    }

    /// From now on everything is lost without a word.
    public void swallow() {
        weather = Weather.SWALLOWING;
    }

    /// From now on nothing is taken from the worker.
    public void stallBack() {
        storm = new CountDownLatch(1);
        weather = Weather.STALLED;
    }

    /// New connections are fair again; the old ones are broken for good.
    public void heal() {
        weather = Weather.FAIR;
        storm.countDown();
        sockets.forEach(Relay::close);
    }

    private void accept() {
        try {
            while (true) {
                Socket near = door.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                sockets.addAll(List.of(near, far));
                Thread there =
                        Thread.ofPlatform().daemon().start(() -> carry(near, far, Weather.STALLED));
                Thread back =
                        Thread.ofPlatform().daemon().start(() -> carry(far, near, Weather.FAIR));
                there.setName("relay-out");
                back.setName("relay-in");
            }
        } catch (IOException e) {
            sockets.forEach(Relay::close);
        }
    }

    /// @param worst the weather in which bytes wait here rather than pass
    private void carry(Socket from, Socket to, Weather worst) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                Weather now = weather;
                if (now == Weather.STALLED && now == worst) {
                    storm.await();
                } else if (now != Weather.SWALLOWING) {
                    out.write(chunk, 0, count);
                }
            }
            if (weather == Weather.FAIR) {
                close(to);
            }
        } catch (IOException e) {
            close(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        heal();
    }
}
