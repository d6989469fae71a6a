package dev.hera.broker.http.rpc;

import dev.hera.wire.JsonText;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// One JSON-RPC message as it was read.
sealed interface RpcMessage {
    /// One object, or whatever stood in its place.
    record Single(Item item) implements RpcMessage {}

    /// An array of at least one.
    record Batch(List<Item> items) implements RpcMessage {
        public Batch {
            items = List.copyOf(items);
        }
    }

    /// Not one message at all: answered with one error that has no id.
    record Unreadable(RpcError error) implements RpcMessage {}

    /// One object of a message.
    sealed interface Item {
        /// The id as the caller wrote it; null when nothing may be answered.
        @Nullable JsonText id();
    }

    /// A call, or a notification when it has no id.
    ///
    /// @param params an array or an object; null when there are none
    record Asked(String method, @Nullable JsonText params, @Nullable JsonText id) implements Item {}

    /// An object that is no call.
    record Invalid(RpcError error, @Nullable JsonText id) implements Item {}
}
