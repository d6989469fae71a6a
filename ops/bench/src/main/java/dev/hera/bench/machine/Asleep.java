package dev.hera.bench.machine;

import java.util.concurrent.locks.LockSupport;

/// A virtual machine that does nothing, for what one holds before anything is built on it.
public final class Asleep {
    private Asleep() {}

    /// Does not return.
    public static void main(String[] args) {
        while (true) {
            LockSupport.park();
        }
    }
}
