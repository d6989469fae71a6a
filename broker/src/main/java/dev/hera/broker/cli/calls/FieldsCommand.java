package dev.hera.broker.cli.calls;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.cli.terminal.Printed;
import dev.hera.broker.journal.filter.Field;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `hera calls fields`: what a filter may ask about; asks no broker.
///
/// Filled in by picocli before the command runs; nothing changes afterwards.
@Command(
        name = "fields",
        description = "Shows what a filter may ask about.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  ops/hera calls fields"})
final class FieldsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private Printed printed = new Printed();

    @Override
    public Integer call() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("FIELD", "WHAT IT IS", "EXAMPLES"));
        for (Field field : Field.values()) {
            String word = field.isNamed() ? field.word() + ".NAME" : field.word();
            String words = String.join(", ", field.words());
            String examples = words.isEmpty() ? field.example() : "one of " + words;
            rows.add(List.of(word, field.meaning(), examples));
            json.put(word, field.meaning());
        }
        printed.show(spec.commandLine().getOut(), json, rows);
        return 0;
    }
}
