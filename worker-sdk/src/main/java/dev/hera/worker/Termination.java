package dev.hera.worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// Takes the signals TERM and INT as a wish to end in order, with exit code 0.
///
/// A shutdown hook alone cannot do that: the virtual machine then ends with 143. The signal class
/// is of the JDK, but not of Java, and the compiler refuses it; hence by reflection. Where it does
/// not exist the worker still drains in its hook, only the exit code stays.
final class Termination {
    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

    private Termination() {}

    /// Runs the deed and ends the process when a signal comes.
    static void on(Runnable deed) {
        try {
            handle("TERM", deed);
            handle("INT", deed);
        } catch (ReflectiveOperationException e) {
            LOG.debug("signals are not ours; the shutdown hook drains", e);
        }
    }

    private static void handle(String name, Runnable deed) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object onSignal =
                Proxy.newProxyInstance(
                        Termination.class.getClassLoader(),
                        new Class<?>[] {handler},
                        (proxy, method, arguments) -> {
                            if (!method.getName().equals("handle")) {
                                return method.invoke(deed, arguments);
                            }
                            Thread unused = Thread.ofPlatform().name("hera-end").start(end(deed));
                            return null;
                        });
        try {
            Object wanted = signal.getConstructor(String.class).newInstance(name);
            Object unused =
                    signal.getMethod("handle", signal, handler).invoke(null, wanted, onSignal);
        } catch (InvocationTargetException e) {
            LOG.debug("signal {} is taken; the shutdown hook drains", name, e);
        }
    }

    private static Runnable end(Runnable deed) {
        return () -> {
            deed.run();
            System.exit(0);
        };
    }
}
