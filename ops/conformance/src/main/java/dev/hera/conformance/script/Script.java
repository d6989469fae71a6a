package dev.hera.conformance.script;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/// One check as its file tells it; immutable.
///
/// @param group the case it is a row of; rows of one case may share a link
/// @param chapter what it belongs to
/// @param name what it shows, a plain fact
/// @param setting what its stage needs: brokers, a process of its own, how to greet
/// @param row its variables
/// @param steps what happens, in order
public record Script(
        int group,
        String chapter,
        String name,
        JsonNode setting,
        Map<String, JsonNode> row,
        List<JsonNode> steps) {
    public Script {
        row = Map.copyOf(row);
        steps = List.copyOf(steps);
    }

    @Override
    public String toString() {
        return chapter + ": " + name;
    }
}
