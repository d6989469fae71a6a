package dev.hera.broker.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.hera.broker.replay.ReplayView;
import dev.hera.broker.replay.Replays;
import dev.hera.broker.replay.keep.Progress;
import dev.hera.broker.replay.plan.Flag;
import dev.hera.broker.replay.plan.Wanted;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Replays as JSON, and what operators want of them.
final class ReplayJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReplayJson() {}

    /// Reads what is wanted.
    ///
    /// @throws IllegalArgumentException in one line, when it says something that is not known
    static Wanted wanted(JsonNode json) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (String word : texts(json.path("flags"))) {
            try {
                flags.add(Flag.valueOf(word.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "flag \""
                                + word
                                + "\"; there are effects, masked, again, compare, hermetic",
                        e);
            }
        }
        return new Wanted(
                json.path("filter").asText(""),
                texts(json.path("ids")),
                json.path("target").asText("live"),
                json.path("perSecond").asDouble(-1),
                json.path("inFlight").asInt(Wanted.USUAL_IN_FLIGHT),
                flags,
                texts(json.path("ignore")),
                texts(json.path("headers")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    /// One replay in short.
    static ObjectNode brief(ReplayView view) {
        Progress progress = view.progress();
        ObjectNode json = JSON.createObjectNode().put("id", view.plan().id());
        json.put("phase", progress.phase().word()).put("by", view.plan().by());
        json.put("target", view.plan().wanted().target());
        json.put("perSecond", progress.perSecond());
        json.put("calls", view.plan().forecast().sendable());
        json.put("done", progress.cursor()).put("left", view.left());
        json.put("inFlight", view.inFlight()).put("allowed", view.allowed());
        json.put("waitsFor", view.waitsFor());
        json.put("plannedAt", view.plan().madeAt());
        json.put("startedAt", progress.startedAt()).put("endedAt", progress.endedAt());
        json.put("starts", progress.starts());
        json.put("different", progress.found().different());
        json.set("counts", JSON.valueToTree(progress.counts()));
        return json;
    }

    /// One replay whole.
    static String whole(ReplayView view) {
        ObjectNode json = brief(view);
        json.set("wanted", JSON.valueToTree(view.plan().wanted()));
        json.set("forecast", JSON.valueToTree(view.plan().forecast()));
        json.set("compared", JSON.valueToTree(view.progress().found()));
        return json.toString();
    }

    /// All of a broker.
    static String all(String broker, List<ReplayView> views) {
        ObjectNode json = JSON.createObjectNode().put("broker", broker);
        ArrayNode replays = json.putArray("replays");
        views.forEach(view -> replays.add(brief(view)));
        return json.toString();
    }

    /// Which call was sent for which.
    ///
    /// @param next the place where the rest begins; 0 when that is all
    static String pairs(List<Replays.Pair> pairs, int next) {
        ObjectNode json = JSON.createObjectNode();
        if (next > 0) {
            json.put("next", next);
        }
        ArrayNode calls = json.putArray("calls");
        for (Replays.Pair pair : pairs) {
            calls.addObject()
                    .put("original", pair.original().toString())
                    .put("replay", pair.replay().toString())
                    .put("outcome", pair.word());
        }
        return json.toString();
    }
}
