package dev.hera.broker.cluster;

import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The children of one node, handed on whole whenever one of them changes.
///
/// When ZooKeeper is away nothing is handed on, so the reader keeps what it has. The reader is
/// called by one thread of the connection at a time and must be quick.
public final class SharedTree implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedTree.class);
    private final CuratorCache cache;
    private final String path;
    private final Consumer<Map<String, byte[]>> reader;
    private final AtomicReference<Boolean> complete = new AtomicReference<>(false);

    private SharedTree(CuratorCache cache, String path, Consumer<Map<String, byte[]>> reader) {
        this.cache = cache;
        this.path = path;
        this.reader = reader;
    }

    static SharedTree watch(Cluster cluster, String path, Consumer<Map<String, byte[]>> reader) {
        SharedTree tree = new SharedTree(CuratorCache.build(cluster.client(), path), path, reader);
        CuratorCacheListener listener =
                CuratorCacheListener.builder()
                        .forInitialized(tree::onComplete)
                        .forAll((_, _, _) -> tree.onChange())
                        .build();
        tree.cache.listenable().addListener(listener);
        tree.cache.start();
        return tree;
    }

    private void onComplete() {
        complete.set(true);
        onChange();
    }

    private void onChange() {
        if (!complete.get()) {
            return;
        }
        try {
            reader.accept(children());
        } catch (RuntimeException e) {
            LOG.error("what stands under {} could not be taken over", path, e);
        }
    }

    private Map<String, byte[]> children() {
        Map<String, byte[]> children = new HashMap<>();
        String below = path + '/';
        cache.stream()
                .filter(node -> node.getPath().startsWith(below))
                .filter(node -> node.getPath().indexOf('/', below.length()) < 0)
                .forEach(node -> children.put(name(node, below), node.getData()));
        return children;
    }

    private static String name(ChildData node, String below) {
        return node.getPath().substring(below.length());
    }

    @Override
    public void close() {
        cache.close();
    }
}
