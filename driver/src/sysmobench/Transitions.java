package sysmobench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tlc2.value.impl.Value;

/**
 * What a specification can do, in one number of 64 bits: every step of Next and of each mapped action, from every state that
 * is looked at, but for those that change nothing, which every specification allows. Two specifications with the same number
 * have, but for a coincidence of 1 in 10^19, the same steps there.
 *
 * <p>The number is a sum, so that it does not depend on the order in which steps are found.
 */
final class Transitions {
    private final Spec spec;
    private final List<Call> calls;
    private final long evaluations;
    private final Map<String, State> seen = new LinkedHashMap<>();
    private long sum;

    Transitions(Spec spec, List<Call> calls, long evaluations) {
        this.spec = spec;
        this.calls = calls;
        this.evaluations = evaluations;
    }

    /** Looks at what Init reaches, level by level; the level in which there are {@code limit} states is the last. */
    void explore(int limit) {
        List<State> level = fresh(spec.initial(limit));
        for (State state : level) add("Init", "", state.key);
        while (!level.isEmpty() && seen.size() < limit) {
            List<State> next = new ArrayList<>();
            for (State state : level) next.addAll(fresh(look(state)));
            level = next;
        }
        for (State state : level) look(state);
    }

    /** Looks at the states that represent a recorded one, and at nothing that they lead to. */
    void represent(Value recorded, int limit) {
        for (State state : fresh(spec.represent(recorded, limit))) look(state);
    }

    Json.Obj toJson() {
        return new Json.Obj().put("digest", Long.toHexString(sum)).put("states", seen.size());
    }

    private List<State> fresh(Collection<State> states) {
        List<State> fresh = new ArrayList<>();
        for (State state : states) {
            if (seen.putIfAbsent(state.key, state) == null) fresh.add(state);
        }
        return fresh;
    }

    /** Adds the steps of a state; its successors by Next. */
    private List<State> look(State state) {
        spec.tool.allow(evaluations);
        State.Successors next = state.next(spec);
        if (next.failure != null) add(state.key, "failure", next.failure.getMessage());
        for (State to : next.states) add(state.key, "Next", to.key);
        for (Call call : calls) {
            try {
                for (Call.Taken step : call.steps(spec, state)) add(state.key, step.toJson().toString(), step.to.key);
            } catch (RuntimeException | StackOverflowError thrown) {
                add(state.key, call.action, Failure.of(thrown, spec.tool).getMessage());
            }
        }
        return next.states;
    }

    private void add(String from, String label, String to) {
        if (!from.equals(to)) sum += hash(from + '\n' + label + '\n' + to);
    }

    /** FNV-1a, then the finaliser of MurmurHash3, so that sums of similar texts do not cancel. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
