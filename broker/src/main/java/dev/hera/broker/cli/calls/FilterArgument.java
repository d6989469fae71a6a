package dev.hera.broker.cli.calls;

import dev.hera.broker.cli.terminal.Failure;
import dev.hera.broker.journal.filter.FilterReader;
import dev.hera.broker.journal.filter.Misread;

import picocli.CommandLine.Parameters;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// The filter that stands behind a command.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
final class FilterArgument {
    @Parameters(
            paramLabel = "FILTER",
            arity = "0..*",
            description = {
                "terms that must all hold, such as endpoint:\"POST /0/echo\" status:5xx after:10m;",
                "-TERM is the opposite, field:one,other is either; `hera calls fields` names all"
            })
    private String[] words = {};

    /// The filter, when it can be read.
    ///
    /// @param err hears with a caret what cannot be read
    /// @throws Failure when it cannot
    String text(PrintWriter err) {
        String text = String.join(" ", words);
        if (FilterReader.read(text, Instant.now()) instanceof Misread misread) {
            String[] lines = misread.toString().split("\n", -1);
            err.println(lines[1]);
            err.println(lines[2]);
            throw new Failure(lines[0]);
        }
        return text;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
