package dev.hera.broker.metrics.trace;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A message of Protocol Buffers by the numbers of its fields; just enough to read spans.
final class Fields {
    private final Map<Integer, List<byte[]>> parts = new HashMap<>();
    private final Map<Integer, Long> numbers = new HashMap<>();

    Fields(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            int tag = (int) varint(in);
            int field = tag >>> 3;
            switch (tag & 7) {
                case 0 -> numbers.put(field, varint(in));
                case 1 -> numbers.put(field, in.getLong());
                case 2 -> {
                    byte[] part = new byte[(int) varint(in)];
                    in.get(part);
                    parts.computeIfAbsent(field, _ -> new ArrayList<>()).add(part);
                }
                case 5 -> numbers.put(field, (long) in.getInt());
                default -> throw new IllegalArgumentException("tag " + tag);
            }
        }
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    boolean has(int field) {
        return parts.containsKey(field);
    }

    byte[] bytes(int field) {
        return parts.getOrDefault(field, List.of(new byte[0])).getFirst();
    }

    String text(int field) {
        return new String(bytes(field), StandardCharsets.UTF_8);
    }

    long number(int field) {
        return numbers.getOrDefault(field, 0L);
    }

    List<Fields> all(int field) {
        return parts.getOrDefault(field, List.of()).stream().map(Fields::new).toList();
    }
}
