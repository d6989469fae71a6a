package dev.hera.broker.accept.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.hera.broker.call.Outcome;
import dev.hera.wire.Body;

import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

/// What came of a copy, held against the first answer: status and body, JSON by its values.
sealed interface Comparison {
    /// The same answer.
    record Equal() implements Comparison {}

    /// Another answer.
    ///
    /// @param what where, never a value
    record Different(String what) implements Comparison {}

    /// No answer.
    record Failed(String why) implements Comparison {}

    /// Compares.
    ///
    /// @param first an answer
    static Comparison of(Outcome first, Outcome second) {
        return switch (second) {
            case Outcome.Answered _, Outcome.HandlerFailed _ -> compared(first, second);
            case Outcome.NotExecuted n -> new Failed(n.refusal().detail());
            case Outcome.Unknown u -> new Failed(u.detail());
            case Outcome.Accepted _ -> new Failed("it was accepted for later");
            case Outcome.Repeated r -> of(first, r.outcome());
        };
    }

    private static Comparison compared(Outcome first, Outcome second) {
        if (first.status() != second.status()) {
            return new Different("status %d, then %d".formatted(first.status(), second.status()));
        }
        Body one = body(first);
        Body other = body(second);
        return one.equals(other) ? new Equal() : differing(one, other);
    }

    private static Body body(Outcome outcome) {
        return outcome instanceof Outcome.Answered answered ? answered.body() : Body.NONE;
    }

    private static Comparison differing(Body one, Body other) {
        if (!(one instanceof Body.Json a && other instanceof Body.Json b)) {
            return new Different(
                    "body of %d bytes, then %d".formatted(one.length(), other.length()));
        }
        try {
            ObjectMapper json = new ObjectMapper();
            String at =
                    difference(
                            json.readTree(a.text().toBytes()), json.readTree(b.text().toBytes()));
            return at.isEmpty() ? new Equal() : new Different("body at " + at);
        } catch (IOException _) {
            return new Different("body, where cannot be said");
        }
    }

    /// The first place where two values differ, as a JSON pointer from the outermost one, `/` for
    /// that itself; empty when they are equal.
    private static String difference(JsonNode one, JsonNode other) {
        if (one.equals(other)) {
            return "";
        }
        if (one.isObject() && other.isObject()) {
            Set<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (!one.path(name).equals(other.path(name))) {
                    return below(name, one.path(name), other.path(name));
                }
            }
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            Iterator<JsonNode> others = other.iterator();
            int place = 0;
            for (JsonNode element : one) {
                JsonNode there = others.next();
                if (!element.equals(there)) {
                    return below(Integer.toString(place), element, there);
                }
                place++;
            }
        }
        return "/";
    }

    private static String below(String step, JsonNode one, JsonNode other) {
        String deeper = difference(one, other);
        String at = '/' + step.replace("~", "~0").replace("/", "~1");
        return deeper.equals("/") ? at : at + deeper;
    }
}
