package dev.hera.worker;

import dev.hera.worker.calls.Duties;

/// A worker without the words that authors use, for tests of what is below them.
public final class RawWorker {
    private RawWorker() {}

    public static Worker start(String zookeeper, String service, String secret, Duties duties) {
        return start(zookeeper, service, secret, "raw", duties);
    }

    public static Worker start(
            String zookeeper, String service, String secret, String instance, Duties duties) {
        return Worker.named(service)
                .zookeeper(zookeeper)
                .secret(secret)
                .instance(instance)
                .start(duties);
    }
}
