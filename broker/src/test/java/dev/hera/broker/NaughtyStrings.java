package dev.hera.broker;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/// The Big List of Naughty Strings: what breaks programs that believe in their input.
public final class NaughtyStrings {
    private NaughtyStrings() {}

    /// All of them, and two that no list has: controls with ESC, and a forged line.
    public static List<String> all() {
        try (InputStream in = NaughtyStrings.class.getResourceAsStream("/blns/blns.json")) {
            List<String> list =
                    new java.util.ArrayList<>(
                            List.of(
                                    new ObjectMapper()
                                            .readValue(
                                                    Objects.requireNonNull(in), String[].class)));
            list.add("\u0000\u0007\u001b[31mred\u001b[0m\u007f\u0085\u009b2J\u2028\u2029");
            list.add("x\"} 1\r\nhera_calls_total{endpoint=\"forged\"} 99\n");
            return List.copyOf(list);
        } catch (IOException e) {
            throw new IllegalStateException("blns.json cannot be read", e);
        }
    }
}
