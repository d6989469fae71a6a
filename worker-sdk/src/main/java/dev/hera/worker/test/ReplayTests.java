package dev.hera.worker.test;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

import java.util.List;
import java.util.stream.Stream;

/// Makes a test of each call in an export, for [HeraReplay].
final class ReplayTests implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(HeraReplay.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
            ExtensionContext context) {
        HeraReplay wanted = context.getRequiredTestMethod().getAnnotation(HeraReplay.class);
        ExportFile export = ExportFile.read(wanted.value(), context.getRequiredTestClass());
        if (export.calls().isEmpty()) {
            throw new IllegalArgumentException(wanted.value() + " holds no call");
        }
        return export.calls().stream()
                .map(call -> new OneCall(new ReplayedCall(call, export.madeBy(call), wanted)));
    }

    /// One call's test.
    private record OneCall(ReplayedCall call) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int number) {
            return call.toString();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Given(call), new Fit(call));
        }
    }

    /// Hands the call to the test.
    private record Given(ReplayedCall call) implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ReplayedCall.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return call;
        }
    }

    /// Skips what cannot be run as it was.
    private record Fit(ReplayedCall call) implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String unfit = call.unfit();
            return unfit.isEmpty()
                    ? ConditionEvaluationResult.enabled("it can run as it was")
                    : ConditionEvaluationResult.disabled(call + ": " + unfit);
        }
    }
}
