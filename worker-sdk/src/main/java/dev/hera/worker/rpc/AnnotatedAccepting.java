package dev.hera.worker.rpc;

import dev.hera.wire.accept.Shadow;
import dev.hera.worker.api.accept.Accepting;
import dev.hera.worker.api.annotation.Accepts;
import dev.hera.worker.api.annotation.EndpointOptions;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;
import java.time.Duration;

/// What an annotated method says about accepting.
final class AnnotatedAccepting {
    private AnnotatedAccepting() {}

    /// @throws IllegalArgumentException when it contradicts itself, or cannot hold
    static Accepting of(Method method, @Nullable EndpointOptions options) {
        Accepts said = method.getAnnotation(Accepts.class);
        boolean plain = options != null && options.accept();
        if (said == null) {
            return plain ? Accepting.always() : Accepting.never();
        }
        if (plain && said.onRequest()) {
            throw new IllegalArgumentException(
                    method.getName()
                            + " accepts every call by @EndpointOptions and only some by @Accepts;"
                            + " say one of them");
        }
        return delivered(said, screened(said, confirmed(said)));
    }

    private static Accepting confirmed(Accepts said) {
        Accepting when = said.onRequest() ? Accepting.onRequest() : Accepting.always();
        return said.pixel()
                ? when.confirmWithPixel()
                : when.confirm(said.status(), said.contentType(), said.confirmation());
    }

    private static Accepting screened(Accepts said, Accepting accepting) {
        Accepting screened = accepting.require(said.require()).drop(said.drop());
        for (String rename : said.rename()) {
            int equals = rename.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "rename is \"" + rename + "\", but a rename is old=new");
            }
            screened = screened.rename(rename.substring(0, equals), rename.substring(equals + 1));
        }
        return screened;
    }

    private static Accepting delivered(Accepts said, Accepting accepting) {
        Accepting delivered =
                accepting
                        .rate(said.rate())
                        .inFlight(said.inFlight())
                        .attempts(said.attempts())
                        .pauses(
                                Duration.ofMillis(said.firstPauseMs()),
                                Duration.ofMillis(said.longestPauseMs()))
                        .retry(said.retry())
                        .maxAge(Duration.ofSeconds(said.maxAgeSeconds()));
        if (!said.order().isEmpty()) {
            delivered = delivered.orderBy(said.order());
        }
        return said.shadow().isEmpty() ? delivered : shadowed(said.shadow(), delivered);
    }

    private static Accepting shadowed(String text, Accepting accepting) {
        Shadow shadow =
                Shadow.parse(text)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "shadow is \""
                                                        + text
                                                        + "\", allowed SERVICE@SHARE"));
        return accepting.shadow(shadow.service(), shadow.share());
    }
}
