package dev.hera.broker.dispatch;

import dev.hera.broker.call.Ledger;
import dev.hera.broker.call.Outcome;
import dev.hera.broker.route.Lease;
import dev.hera.broker.route.watch.Fault;
import dev.hera.wire.ErrorCode;
import dev.hera.wire.Frame;
import dev.hera.wire.Load;

/// What a handler's failure is to its caller: the handler's own word, or that it had none.
final class HandlerWord {
    private HandlerWord() {}

    /// A code outside of the reserved ones is the handler's own word to its caller.
    static Outcome of(Frame.Failure failure, Load load, Lease lease) {
        int code = failure.code();
        if (isReserved(code)) {
            lease.failed(Fault.INTERNAL, load);
            String fixed = "the handler failed; the worker's log has this call's id";
            return failed(500, ErrorCode.INTERNAL_ERROR, fixed, lease);
        }
        int status = code >= 400 && code <= 599 ? code : 500;
        lease.failed(status < 500 ? Fault.APPLICATION : Fault.INTERNAL, load);
        return failed(status, code, failure.message(), lease);
    }

    /// A code that no handler may choose.
    static boolean isReserved(int code) {
        return code >= -32768 && code <= -32000;
    }

    static Outcome failed(int status, int code, String detail, Lease lease) {
        return new Outcome.HandlerFailed(status, code, detail, lease.worker(), Ledger.NONE);
    }
}
