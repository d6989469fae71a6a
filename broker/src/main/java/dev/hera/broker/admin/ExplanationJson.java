package dev.hera.broker.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;

import dev.hera.broker.route.rank.Candidate;
import dev.hera.broker.route.rank.Decision;
import dev.hera.broker.route.rank.Explanation;
import dev.hera.broker.route.rank.Factors;

/// How a call would be decided as JSON: `{endpoint, decision, workers: [{worker, why, share,
/// weight: {…}, queue: {…}}]}`; the decision as the record of a call has it, or null.
final class ExplanationJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExplanationJson() {}

    static String write(Explanation explanation) {
        ObjectNode json = JSON.createObjectNode();
        json.put("endpoint", explanation.endpoint());
        Decision decision = explanation.decision();
        if (decision == null) {
            json.putNull("decision");
        } else {
            json.putRawValue("decision", new RawValue(decision.toJson()));
        }
        ArrayNode workers = json.putArray("workers");
        explanation.workers().forEach(known -> worker(workers.addObject(), known));
        return json.toString();
    }

    private static void worker(ObjectNode json, Explanation.Known known) {
        json.put("worker", known.factors().worker()).put("why", known.why());
        json.put("share", known.share()).put("turnedDown", known.errors());
        json.put("skip", known.skip().name());
        weight(json.putObject("weight"), known.factors());
        known.factors().limits().forEach(json.putArray("limits")::add);
        queue(json.putObject("queue"), known.queue());
    }

    private static void weight(ObjectNode json, Factors f) {
        json.put("slots", f.slots()).put("age", f.age()).put("slow", f.slow());
        json.put("cpu", f.cpu()).put("memory", f.memory()).put("memoryUse", f.memoryUse());
        json.put("trust", f.trust()).put("distance", f.distance()).put("stale", f.stale());
        json.put("total", f.weight());
    }

    private static void queue(ObjectNode json, Candidate c) {
        json.put("own", c.own()).put("others", c.others()).put("fresh", c.fresh());
        json.put("prior", c.prior()).put("capacity", c.capacity()).put("slow", c.slow());
        json.put("silence", c.silence()).put("distance", c.distance()).put("cost", c.cost());
    }
}
