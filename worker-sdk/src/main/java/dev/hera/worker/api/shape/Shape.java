package dev.hera.worker.api.shape;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/// What goes into an endpoint and what comes out; immutable, each word gives a new one.
///
/// @param summary one line for people; empty when nothing is said
/// @param parts values that have names, in their order
/// @param body the whole body, null when it has parts or nobody says
/// @param answer null when nobody says
public record Shape(String summary, List<Part> parts, @Nullable Type body, @Nullable Type answer) {
    /// Longest summary, in characters.
    public static final int MAX_SUMMARY = 300;

    /// Nobody says anything.
    public static final Shape UNSAID = new Shape("", List.of(), null, null);

    public Shape {
        parts = List.copyOf(parts);
        if (summary.length() > MAX_SUMMARY) {
            throw new IllegalArgumentException(
                    "the summary has %d characters, allowed %d"
                            .formatted(summary.length(), MAX_SUMMARY));
        }
    }

    /// What it is good for, in one line.
    public Shape summary(String line) {
        return new Shape(line, parts, body, answer);
    }

    /// One more value that has a name.
    public Shape with(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return new Shape(summary, more, body, answer);
    }

    /// The whole body is of this type.
    public Shape body(@Nullable Type type) {
        return new Shape(summary, parts, type, answer);
    }

    /// The answer is of this type.
    public Shape answer(@Nullable Type type) {
        return new Shape(summary, parts, body, type);
    }
}
