package dev.hera.wire.codec;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.hera.wire.accept.Acceptance;
import dev.hera.wire.accept.Acceptance.When;
import dev.hera.wire.accept.Confirmation;
import dev.hera.wire.accept.Delivery;
import dev.hera.wire.accept.OrderKey;
import dev.hera.wire.accept.Retry;
import dev.hera.wire.accept.Screening;
import dev.hera.wire.accept.Shadow;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Writes and reads the `accept` of an announced endpoint: `false`, `true`, or `{when, confirm,
/// screen, deliver}`. What is missing is as usual; whether it can hold is not asked here.
final class AcceptanceCodec {
    private static final int MOST = 64;

    private AcceptanceCodec() {}

    static void write(JsonGenerator out, Acceptance accept) throws IOException {
        if (accept.equals(Acceptance.NONE) || accept.equals(Acceptance.USUAL)) {
            out.writeBooleanField("accept", accept.isOn());
            return;
        }
        out.writeObjectFieldStart("accept");
        if (accept.when() != When.UNSAID) {
            out.writeStringField("when", word(accept.when()));
        }
        confirm(out, accept.confirmation());
        screen(out, accept.screening());
        deliver(out, accept.delivery());
        out.writeEndObject();
    }

    private static void confirm(JsonGenerator out, Confirmation confirm) throws IOException {
        out.writeObjectFieldStart("confirm");
        out.writeNumberField("status", confirm.status());
        out.writeStringField("contentType", confirm.contentType());
        boolean text = confirm.form() == Confirmation.Form.TEXT;
        out.writeStringField(text ? "body" : "bodyBase64", confirm.body());
        map(out, "headers", confirm.headers());
        out.writeEndObject();
    }

    private static void screen(JsonGenerator out, Screening screen) throws IOException {
        out.writeObjectFieldStart("screen");
        list(out, "required", screen.required());
        map(out, "rename", screen.rename());
        list(out, "drop", screen.drop());
        out.writeStringField("failing", word(screen.failing()));
        out.writeEndObject();
    }

    private static void deliver(JsonGenerator out, Delivery deliver) throws IOException {
        out.writeObjectFieldStart("deliver");
        out.writeNumberField("perSecond", deliver.perSecond());
        out.writeNumberField("inFlight", deliver.inFlight());
        out.writeNumberField("attempts", deliver.retry().attempts());
        out.writeNumberField("firstPauseMs", deliver.retry().first().toMillis());
        out.writeNumberField("longestPauseMs", deliver.retry().longest().toMillis());
        list(
                out,
                "retry",
                deliver.retry().on().stream().sorted().map(AcceptanceCodec::word).toList());
        out.writeNumberField("maxAgeMs", deliver.maxAge().toMillis());
        if (deliver.order() != null) {
            out.writeStringField("order", deliver.order().toString());
        }
        if (deliver.shadow() != null) {
            out.writeStringField("shadow", deliver.shadow().toString());
        }
        out.writeEndObject();
    }

    private static void list(JsonGenerator out, String name, Iterable<String> texts)
            throws IOException {
        out.writeArrayFieldStart(name);
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }

    private static void map(JsonGenerator out, String name, Map<String, String> texts)
            throws IOException {
        out.writeObjectFieldStart(name);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            out.writeStringField(text.getKey(), text.getValue());
        }
        out.writeEndObject();
    }

    static Acceptance read(Members in) throws IOException {
        if (in.isFlag()) {
            return in.flag() ? Acceptance.USUAL : Acceptance.NONE;
        }
        When when = When.UNSAID;
        Confirmation confirm = Confirmation.USUAL;
        Screening screen = Screening.NONE;
        Delivery deliver = Delivery.USUAL;
        Members members = in.object();
        while (members.next()) {
            switch (members.name()) {
                case "when" -> when = constant(members, When.class);
                case "confirm" -> confirm = confirmation(members.object());
                case "screen" -> screen = screening(members.object());
                case "deliver" -> deliver = delivery(members.object());
                default -> members.skip();
            }
        }
        return new Acceptance(when, confirm, screen, deliver);
    }

    private static Confirmation confirmation(Members in) throws IOException {
        int status = Confirmation.USUAL.status();
        String contentType = Confirmation.USUAL.contentType();
        String body = Confirmation.USUAL.body();
        Confirmation.Form form = Confirmation.Form.TEXT;
        Map<String, String> headers = Map.of();
        while (in.next()) {
            switch (in.name()) {
                case "status" -> status = in.count();
                case "contentType" -> contentType = in.textUpTo(1000);
                case "body" -> body = in.text();
                case "bodyBase64" -> {
                    body = in.text();
                    form = Confirmation.Form.BASE64;
                }
                case "headers" -> headers = in.headers();
                default -> in.skip();
            }
        }
        return new Confirmation(status, contentType, body, form, headers);
    }

    private static Screening screening(Members in) throws IOException {
        var required = Screening.NONE.required();
        var rename = Screening.NONE.rename();
        var drop = Screening.NONE.drop();
        Screening.Failing failing = Screening.Failing.REFUSE;
        while (in.next()) {
            switch (in.name()) {
                case "required" -> required = in.texts(MOST);
                case "rename" -> rename = in.headers();
                case "drop" -> drop = in.texts(MOST);
                case "failing" -> failing = constant(in, Screening.Failing.class);
                default -> in.skip();
            }
        }
        return new Screening(required, rename, drop, failing);
    }

    private static Delivery delivery(Members in) throws IOException {
        double perSecond = Delivery.USUAL.perSecond();
        int inFlight = Delivery.USUAL.inFlight();
        int attempts = Retry.USUAL.attempts();
        Duration first = Retry.USUAL.first();
        Duration longest = Retry.USUAL.longest();
        Set<Retry.End> on = Retry.USUAL.on();
        Duration maxAge = Delivery.USUAL.maxAge();
        OrderKey order = null;
        Shadow shadow = null;
        while (in.next()) {
            switch (in.name()) {
                case "perSecond" -> perSecond = in.number();
                case "inFlight" -> inFlight = clamped(in.whole());
                case "attempts" -> attempts = clamped(in.whole());
                case "firstPauseMs" -> first = Duration.ofMillis(in.whole());
                case "longestPauseMs" -> longest = Duration.ofMillis(in.whole());
                case "retry" -> on = ends(in);
                case "maxAgeMs" -> maxAge = Duration.ofMillis(in.whole());
                case "order" ->
                        order = said(in, OrderKey.parse(in.text()).orElse(null), "an order key");
                case "shadow" ->
                        shadow = said(in, Shadow.parse(in.text()).orElse(null), "SERVICE@SHARE");
                default -> in.skip();
            }
        }
        Retry retry = new Retry(attempts, first, longest, on);
        return new Delivery(perSecond, inFlight, retry, maxAge, order, shadow);
    }

    private static int clamped(long number) {
        return Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static <T> T said(Members in, @Nullable T read, String wanted) throws IOException {
        if (read == null) {
            throw in.wrong(wanted);
        }
        return read;
    }

    private static Set<Retry.End> ends(Members in) throws IOException {
        Set<Retry.End> ends = EnumSet.noneOf(Retry.End.class);
        for (String text : in.texts(Retry.End.values().length)) {
            ends.add(constant(in, text, Retry.End.class));
        }
        return ends;
    }

    private static <E extends Enum<E>> E constant(Members in, Class<E> type) throws IOException {
        return constant(in, in.text(), type);
    }

    private static <E extends Enum<E>> E constant(Members in, String text, Class<E> type)
            throws IOException {
        for (E one : type.getEnumConstants()) {
            if (word(one).equals(text)) {
                return one;
            }
        }
        throw in.wrong("a known word");
    }

    /// `PUT_OFF` is `put-off`.
    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
