package dev.hera.conformance.script;

import com.fasterxml.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.Map;
import java.util.stream.StreamSupport;

/// Whether a message is what was expected.
///
/// An object is expected to have at least these members, a list to have exactly these items, any
/// other value to be the same. Texts that begin with `$` are kinds (`$natural`, `$uuid`, `$any`,
/// `$absent`, ...), `$=name` keeps the value, and objects with one member that begins with `$` are
/// conditions (`$exactly`, `$oneOf`, `$not`, `$atLeast`, `$atMost`, `$has`, `$size`, `$begins`).
public final class Pattern {
    private final Scope scope;

    public Pattern(Scope scope) {
        this.scope = scope;
    }

    /// What differs, with its place; empty when nothing does.
    ///
    /// @param wanted with its variables filled in
    public String difference(JsonNode wanted, JsonNode is) {
        return difference(wanted, is, "");
    }

    private String difference(JsonNode wanted, JsonNode is, String at) {
        if (wanted.isTextual() && wanted.textValue().startsWith("$")) {
            return kind(wanted.textValue(), is) ? "" : say(wanted, is, at);
        }
        if (wanted.isObject()) {
            if (wanted.size() > 0 && wanted.fieldNames().next().startsWith("$")) {
                return conditions(wanted, is, at);
            }
            return is.isObject() ? members(wanted, is, at) : say(wanted, is, at);
        }
        if (wanted.isArray() && is.isArray() && wanted.size() == is.size()) {
            String first = "";
            for (int i = 0; i < wanted.size() && first.isEmpty(); i++) {
                first = difference(wanted.get(i), is.get(i), at + '/' + i);
            }
            return first;
        }
        return same(wanted, is) ? "" : say(wanted, is, at);
    }

    private String members(JsonNode wanted, JsonNode is, String at) {
        String first = "";
        for (Map.Entry<String, JsonNode> member : wanted.properties()) {
            if (first.isEmpty()) {
                String name = member.getKey();
                first = difference(member.getValue(), is.path(name), at + '/' + name);
            }
        }
        return first;
    }

    private static boolean same(JsonNode wanted, JsonNode is) {
        return (wanted.isNumber() && is.isNumber())
                ? wanted.decimalValue().compareTo(is.decimalValue()) == 0
                : wanted.equals(is);
    }

    private static String say(JsonNode wanted, JsonNode is, String at) {
        return "%s is %s, not %s".formatted(at.isEmpty() ? "it" : at, cut(is), cut(wanted));
    }

    private static String cut(JsonNode json) {
        String text = json.isMissingNode() ? "missing" : json.toString();
        return text.length() <= 300 ? text : text.substring(0, 300) + "...";
    }

    private boolean kind(String kind, JsonNode is) {
        if (kind.startsWith("$=")) {
            scope.set(kind.substring(2), is);
            return !is.isMissingNode();
        }
        return switch (kind) {
            case "$any" -> !is.isMissingNode();
            case "$absent" -> is.isMissingNode();
            case "$text" -> is.isTextual();
            case "$said" -> is.isTextual() && !is.textValue().isBlank();
            case "$number" -> is.isNumber();
            case "$natural" -> is.isIntegralNumber() && is.decimalValue().signum() >= 0;
            case "$positive" -> is.isIntegralNumber() && is.decimalValue().signum() > 0;
            case "$share" -> isBetween(is, BigDecimal.ZERO, BigDecimal.ONE);
            case "$object" -> is.isObject();
            case "$list" -> is.isArray();
            case "$flag" -> is.isBoolean();
            case "$uuid" -> is.isTextual() && is.textValue().matches("[0-9a-f-]{36}");
            case "$id" -> is.isTextual() && is.textValue().matches("[A-Za-z0-9_-]{1,64}");
            case "$base64" -> isBase64(is);
            default -> throw new IllegalArgumentException("no kind of value " + kind);
        };
    }

    private static boolean isBetween(JsonNode is, BigDecimal least, BigDecimal most) {
        return is.isNumber()
                && is.decimalValue().compareTo(least) >= 0
                && is.decimalValue().compareTo(most) <= 0;
    }

    private static boolean isBase64(JsonNode is) {
        try {
            byte[] _ = Base64.getDecoder().decode(is.asText());
            return is.isTextual();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private String conditions(JsonNode wanted, JsonNode is, String at) {
        String first = "";
        for (Map.Entry<String, JsonNode> one : wanted.properties()) {
            if (first.isEmpty() && !holds(one.getKey(), one.getValue(), is)) {
                first = say(wanted, is, at);
            }
        }
        return first;
    }

    private boolean holds(String condition, JsonNode value, JsonNode is) {
        return switch (condition) {
            case "$exactly" -> value.equals(is);
            case "$not" -> !difference(value, is).isEmpty();
            case "$oneOf" -> any(value, one -> difference(one, is).isEmpty());
            case "$has" -> any(is, one -> difference(value, one).isEmpty());
            case "$atLeast" ->
                    is.isNumber() && is.decimalValue().compareTo(value.decimalValue()) >= 0;
            case "$atMost" ->
                    is.isNumber() && is.decimalValue().compareTo(value.decimalValue()) <= 0;
            case "$size" -> size(is) == value.asInt();
            case "$begins" -> is.isTextual() && is.textValue().startsWith(value.asText());
            default -> throw new IllegalArgumentException("no condition " + condition);
        };
    }

    private static int size(JsonNode is) {
        return is.isTextual() ? is.textValue().length() : is.size();
    }

    private static boolean any(JsonNode list, java.util.function.Predicate<JsonNode> holds) {
        return StreamSupport.stream(list.spliterator(), false).anyMatch(holds);
    }
}
