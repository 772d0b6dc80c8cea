package sysmobench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import tlc2.value.impl.Value;

/** What the submission can do from a set of states: hidden steps for free, then one visible step. */
final class Steps {
    /** An operator of the mapping with the arguments to try: the recorded ones, or each of the contract's domain. */
    static final class Mapped {
        final String action;
        final List<List<Value>> arguments;

        Mapped(String action, List<List<Value>> arguments) {
            this.action = action;
            this.arguments = arguments;
        }
    }

    /** Outcomes that are told in full, beside the expected ones. */
    private static final int TOLD = 64;

    private final Spec spec;
    private final int limit;
    private final boolean membership;

    /**
     * @param limit the largest number of states that hidden steps may add up to
     * @param membership whether a step must also be a step of Next (only a test turns this off)
     */
    Steps(Spec spec, int limit, boolean membership) {
        this.spec = spec;
        this.limit = limit;
        this.membership = membership;
    }

    /** States with what hidden steps reach from them, breadth first. */
    static final class Closed {
        final Collection<State> states;
        final boolean bounded;

        Closed(Collection<State> states, boolean bounded) {
            this.states = states;
            this.bounded = bounded;
        }
    }

    Closed hidden(Collection<State> from) {
        Map<String, State> seen = new LinkedHashMap<>();
        for (State state : from) seen.put(state.key, state);
        Deque<State> open = new ArrayDeque<>(seen.values());
        while (!open.isEmpty()) {
            State state = open.poll();
            for (State next : state.next(spec).states) {
                if (!next.looksLike(state, spec) || seen.containsKey(next.key)) continue;
                if (seen.size() >= limit) return new Closed(seen.values(), true);
                seen.put(next.key, next);
                open.add(next);
            }
        }
        return new Closed(seen.values(), false);
    }

    /** One visible result of a step: what is seen afterwards, what is new in flight, by which actions, in which states. */
    private static final class Outcome {
        final State.View view;
        final Collection<String> sent;
        final Set<String> actions = new TreeSet<>();
        final Map<String, State> states = new LinkedHashMap<>();

        Outcome(State.View view, Collection<String> sent) {
            this.view = view;
            this.sent = sent;
        }

        Json.Obj toJson() {
            Json.Obj json = new Json.Obj().put("observed", new Json.Raw(view.observed));
            if (view.inflight != null) json.put("sent", raw(sent)).put("inflight", raw(view.inflight));
            List<Integer> ids = new ArrayList<>();
            for (State state : states.values()) ids.add(state.id);
            return json.put("actions", actions).put("states", ids);
        }
    }

    private static List<Json.Raw> raw(Collection<String> texts) {
        List<Json.Raw> all = new ArrayList<>();
        for (String text : texts) all.add(new Json.Raw(text));
        return all;
    }

    private static Collection<String> sent(State.View before, State.View after) {
        if (before.inflight == null) return List.of();
        Collection<String> sent = new TreeSet<>(after.inflight);
        sent.removeAll(before.inflight);
        return sent;
    }

    /**
     * Whether a step of the mapping shows nothing. With messages every step may show something: one that sends what is in
     * flight already looks like none, and may be what the code did.
     */
    private boolean hidden(State from, State to) {
        State.View view = to.view(spec);
        return view.inflight == null && view.key.equals(from.view(spec).key);
    }

    private static Outcome outcome(Map<String, Outcome> outcomes, State from, State to, Spec spec) {
        State.View view = to.view(spec);
        Collection<String> sent = sent(from.view(spec), view);
        return outcomes.computeIfAbsent(view.key + sent, key -> new Outcome(view, sent));
    }

    /**
     * The outcomes of one decision; {@code expected} are the observations (canonical text) that must not be left untold. A step that changes nothing visible is none. {@code outside} counts the steps of the
     * mapping that Next cannot do.
     */
    Json.Obj decide(Closed closed, List<Mapped> actions, Set<String> expected) {
        Map<String, Outcome> outcomes = new TreeMap<>();
        int inside = 0;
        int outside = 0;
        for (State state : closed.states) {
            for (Mapped mapped : actions) {
                for (List<Value> arguments : mapped.arguments) {
                    for (State to : covered(state, "Map_" + mapped.action, arguments)) {
                        if (membership && !state.next(spec).has(spec, state, to)) {
                            outside++;
                            continue;
                        }
                        inside++;
                        if (hidden(state, to)) continue;
                        Outcome outcome = outcome(outcomes, state, to, spec);
                        outcome.actions.add(mapped.action);
                        outcome.states.put(to.key, to);
                    }
                }
            }
        }
        return report(outcomes.values(), expected, closed).put("inside", inside).put("outside", outside);
    }

    /** The steps of a mapped action; what TLC evaluates for them is what a window covers. */
    private List<State> covered(State from, String operator, List<Value> arguments) {
        spec.coverage.counting(true);
        try {
            return spec.steps(from, operator, arguments);
        } finally {
            spec.coverage.counting(false);
        }
    }

    /**
     * The states to which messages lead that were delivered before. A network that keeps what it has delivered, or counts copies,
     * may deliver them again; the code's does not, and has only {@code inflight}. As in the code one message does one thing from
     * one state: a delivery that shows several is not among them.
     */
    private Set<String> repeated(State state, Set<String> inflight, List<List<Mapped>> repeats) {
        Set<String> repeated = new HashSet<>();
        if (repeats.isEmpty() || inflight.containsAll(state.view(spec).inflight)) return repeated;
        for (List<Mapped> delivery : repeats) {
            Set<String> shown = new HashSet<>();
            Set<String> keys = new HashSet<>();
            for (Mapped mapped : delivery) {
                for (List<Value> arguments : mapped.arguments) {
                    for (State to : spec.steps(state, "Map_" + mapped.action, arguments)) {
                        shown.add(to.view(spec).key);
                        keys.add(to.key);
                    }
                }
            }
            if (shown.size() <= 1) repeated.addAll(keys);
        }
        return repeated;
    }

    /**
     * Every outcome of Next, from these states and what hidden steps reach from them; not those of messages that were delivered before.
     */
    Json.Obj everything(Collection<State> from, Set<String> expected, Set<String> inflight, List<List<Mapped>> repeats) {
        Closed closed = hidden(from);
        Map<String, Outcome> outcomes = new TreeMap<>();
        for (State state : closed.states) {
            State.Successors next = state.next(spec);
            if (next.failure != null) throw next.failure;
            Set<String> repeated = repeated(state, inflight, repeats);
            for (State to : next.states) {
                if (to.looksLike(state, spec) || repeated.contains(to.key)) continue;
                outcome(outcomes, state, to, spec);
            }
        }
        return report(outcomes.values(), expected, closed);
    }

    /** The states after those steps of a decision that are observed as recorded. */
    Collection<State> recorded(Closed closed, List<Mapped> actions, String observed) {
        Map<String, State> found = new LinkedHashMap<>();
        for (State state : closed.states) {
            for (Mapped mapped : actions) {
                for (List<Value> arguments : mapped.arguments) {
                    for (State to : spec.steps(state, "Map_" + mapped.action, arguments)) {
                        if (to.view(spec).observed.equals(observed)) found.putIfAbsent(to.view(spec).key, to);
                    }
                }
            }
        }
        return found.values();
    }

    /** The states that Next leads to, hidden steps taken, and that show no more than one of these. */
    List<State> follow(Closed closed, Collection<State> recorded) {
        Map<String, State> found = new LinkedHashMap<>();
        for (State state : closed.states) {
            for (State to : state.next(spec).states) {
                if (found.size() >= limit) break;
                if (recorded.stream().anyMatch(each -> to.showsNoMoreThan(each, spec))) found.put(to.key, to);
            }
        }
        return new ArrayList<>(found.values());
    }

    /** The outcomes that look as expected, and of the others so many as anybody would read; the rest is counted. */
    private static Json.Obj report(Collection<Outcome> outcomes, Set<String> expected, Closed closed) {
        List<Json.Obj> told = new ArrayList<>();
        int others = 0;
        for (Outcome outcome : outcomes) {
            if (expected.contains(outcome.view.observed) || ++others <= TOLD) told.add(outcome.toJson());
        }
        return new Json.Obj().put("outcomes", told).put("more", Math.max(0, others - TOLD)).put("bounded", closed.bounded);
    }
}
