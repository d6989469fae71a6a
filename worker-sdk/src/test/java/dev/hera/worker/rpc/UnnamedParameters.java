package dev.hera.worker.rpc;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// An author's class compiled the usual way: without `-parameters`.
final class UnnamedParameters {
    private UnnamedParameters() {}

    /// @param kind `GET` or `RPC`
    static Object of(String kind) throws Exception {
        String said =
                kind.equals("GET")
                        ? "@dev.hera.worker.api.annotation.GET(\"/x\")"
                        : "@com.googlecode.jsonrpc4j.JsonRpcMethod(\"x\")";
        Path folder = Files.createTempDirectory("unnamed");
        try {
            compile(
                    folder,
                    "public class Author { " + said + " public int x(int a) { return a; } }");
            URL[] urls = {folder.toUri().toURL()};
            try (URLClassLoader loader =
                    new URLClassLoader(urls, UnnamedParameters.class.getClassLoader())) {
                return loader.loadClass("Author").getConstructor().newInstance();
            }
        } finally {
            Files.deleteIfExists(folder.resolve("Author.class"));
            Files.delete(folder);
        }
    }

    private static void compile(Path folder, String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        SimpleJavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///Author.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options =
                List.of(
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        "" + folder);
        boolean good = compiler.getTask(null, null, null, options, null, List.of(file)).call();
        if (!good) {
            throw new IOException("the author's class does not compile");
        }
    }
}
