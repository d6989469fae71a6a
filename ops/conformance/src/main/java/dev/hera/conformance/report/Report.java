package dev.hera.conformance.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.conformance.play.Result;
import dev.hera.conformance.script.Library;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Prints results as they come and counts them; one thread.
public final class Report {
    private final PrintStream out;
    private final Style style;
    private final List<Result> results = new ArrayList<>();

    /// How it is printed.
    public enum Style {
        /// A line a check.
        LINES,
        /// One JSON object at the end.
        JSON
    }

    public Report(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    /// One more result.
    public void add(Result result) {
        results.add(result);
        if (style == Style.LINES) {
            out.printf("%s %s (%d ms)%n", word(result), result.name(), result.millis());
            explain(result.fault());
            explain(result.before().isEmpty() ? "" : "played first: " + result.before());
        }
    }

    private static String word(Result result) {
        if (result.passedAgain()) {
            return "2nd ";
        }
        return result.passed() ? "ok  " : "FAIL";
    }

    private void explain(String fault) {
        if (!fault.isEmpty()) {
            out.println("     " + fault.replace("\n", "\n     "));
        }
    }

    /// A line about the run itself.
    public void say(String line) {
        if (style == Style.LINES) {
            out.println(line);
        }
    }

    /// The summary; the exit code is 0 when there were checks and all passed, else 1.
    public int end() {
        int failed = failed().size();
        long again = results.stream().filter(Result::passedAgain).count();
        if (style == Style.LINES) {
            out.printf(
                    "%d checks, %d passed, %d failed; %d passed only when played again%n",
                    results.size(), results.size() - failed, failed, again);
        } else {
            out.println(json(failed, again));
        }
        return results.isEmpty() || failed > 0 ? 1 : 0;
    }

    private ObjectNode json(int failed, long again) {
        ObjectNode json = Library.JSON.createObjectNode();
        json.put("checks", results.size()).put("passed", results.size() - failed);
        json.put("passedAgain", again).put("failed", failed);
        ArrayNode all = json.putArray("results");
        for (Result result : results) {
            ObjectNode one = all.addObject();
            one.put("name", result.name()).put("passed", result.passed());
            one.put("millis", result.millis());
            if (!result.passed()) {
                one.put("fault", result.fault());
            }
            if (!result.before().isEmpty()) {
                one.put("before", result.before());
            }
        }
        return json;
    }

    /// What did not pass.
    public List<Result> failed() {
        return results.stream().filter(result -> !result.passed()).toList();
    }

    /// Every result so far.
    public List<Result> results() {
        return List.copyOf(results);
    }
}
