package dev.hera.examples.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;

import dev.hera.worker.Worker;
import dev.hera.worker.WorkerBuilder;
import dev.hera.worker.api.CallException;
import dev.hera.worker.api.Context;

import java.math.BigDecimal;

/// How are JSON-RPC methods served?
public final class ArithmeticWorker {
    private ArithmeticWorker() {}

    public static void main(String[] args) {
        declareOn(Worker.named("arithmetic")).start().awaitClose();
    }

    /// Declares the methods; another worker may offer them too.
    public static WorkerBuilder declareOn(WorkerBuilder worker) {
        return worker.serve(new Arithmetic())
                .rpc("sum", ArithmeticWorker::sum)
                .rpc("update", call -> null);
    }

    /// Adds as many numbers as come, by position or by any names; the body is the call's `params`.
    static BigDecimal sum(Context call) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode number : call.tree()) {
            if (!number.isNumber()) {
                throw new CallException(400, "a parameter is not a number");
            }
            sum = sum.add(number.decimalValue());
        }
        return sum;
    }
}
