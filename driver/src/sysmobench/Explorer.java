package sysmobench;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A bounded exploration from Init: breadth first up to a number of states, then, if that was not all, seeded random walks.
 * It answers which actions of the contract fire, which properties are violated and which have their witness, and keeps the
 * graph for liveness.
 */
final class Explorer {
    /** A specification with more steps from a usual state than this is explored less far. */
    private static final int TRANSITIONS_PER_STATE = 20;

    /** So many states are searched for stray steps where that is not needed for liveness: it costs as much as exploring them. */
    private static final int SEARCHED_FOR_STRAYS = 1000;

    /** Recursions without end, after which the exploration gives up. */
    private static final int MOST_OVERFLOWS = 100;

    private final Spec spec;
    private final Properties properties;
    private final List<Call> calls;
    private final List<Fairness> fairness;
    private final Map<String, Verdict> verdicts = new LinkedHashMap<>();
    private final Set<String> fired = new LinkedHashSet<>();
    private final Map<String, Json.Obj> errors = new LinkedHashMap<>();
    private final Graph graph = new Graph();
    private final boolean bound;
    private final long perState;
    private long left;
    private long transitions;
    private int overflows;
    private long mostTransitions;
    private int deadlocks;
    private Json.Obj firstDeadlock;
    private int strays;
    private Json.Obj firstStray;
    private boolean lookForStrays = true;
    private boolean complete = true;

    private static final class Verdict {
        final String kind;
        boolean witnessed;
        Json.Obj violation;
        String error = "";

        Verdict(String kind) {
            this.kind = kind;
        }
    }

    /**
     * @param perState the evaluations that one state may cost
     * @param total the evaluations that all of it may cost
     */
    Explorer(Spec spec, Properties properties, Map<?, ?> request, long perState, long total) {
        this.spec = spec;
        this.properties = properties;
        this.perState = perState;
        this.left = total;
        this.calls = Call.all((List<?>) request.get("actions"));
        this.fairness = Fairness.all((List<?>) request.get("fairness"));
        this.bound = properties.defined("Bound");
        for (Object each : (List<?>) request.get("properties")) {
            Map<?, ?> property = (Map<?, ?>) each;
            verdicts.put((String) property.get("name"), new Verdict((String) property.get("kind")));
        }
    }

    Json.Obj explore(int limit, int walks, int length, long seed) {
        mostTransitions = (long) limit * TRANSITIONS_PER_STATE;
        breadthFirst(limit);
        if (!complete) walk(walks, length, new SplittableRandom(seed));
        if (complete && allowance()) liveness();
        List<Json.Obj> reports = new ArrayList<>();
        for (Map.Entry<String, Verdict> entry : verdicts.entrySet()) reports.add(report(entry.getKey(), entry.getValue()));
        Json.Obj result = new Json.Obj().put("distinct", graph.states.size()).put("depth", graph.depth()).put("complete", complete)
            .put("disjuncts", disjuncts()).put("fired", fired).put("errors", errors.values()).put("deadlocks", deadlocks).put("properties", reports);
        if (firstDeadlock != null) result.put("deadlock", firstDeadlock);
        result.put("strays", strays);
        if (firstStray != null) result.put("stray", firstStray);
        return result;
    }

    /** The disjuncts into which TLC takes Next apart, by name and place; they are listed, not scored. */
    private List<String> disjuncts() {
        List<String> names = new ArrayList<>();
        for (tlc2.tool.Action disjunct : spec.tool.getActions()) {
            String name = disjunct.getName() + " " + disjunct.pred.getLocation();
            if (!names.contains(name)) names.add(name);
        }
        return names;
    }

    private static Json.Obj report(String name, Verdict verdict) {
        Json.Obj json = new Json.Obj().put("name", name).put("witnessed", verdict.witnessed).put("error", verdict.error);
        if (verdict.violation != null) json.put("violation", verdict.violation);
        return json;
    }

    // ------------------------------------------------------------------ breadth first

    private void breadthFirst(int limit) {
        spec.tool.allow(perState);
        for (State state : spec.initial(limit)) {
            if (graph.find(state) < 0) graph.add(state, -1);
        }
        for (int at = 0; at < graph.states.size(); at++) {
            State state = graph.states.get(at);
            int number = at;
            if (!allowance()) return;
            try {
                examine(() -> graph.pathTo(number), state);
                if (bound && !properties.holds("Bound", state.view(spec).observed)) {
                    complete = false;
                    continue;
                }
                expand(at, state, limit);
            } catch (RuntimeException | StackOverflowError thrown) {
                error(graph.pathTo(at), "", Failure.of(thrown, spec.tool));
            }
        }
    }

    /** The evaluations for the next state; false when the whole exploration has spent its evaluations or its transitions. */
    private boolean allowance() {
        left -= spec.tool.spent();
        if (left <= 0 || transitions > mostTransitions) {
            complete = false;
            return false;
        }
        spec.tool.allow(Math.min(perState, left));
        return true;
    }

    private void expand(int at, State state, int limit) {
        State.Successors next = state.next(spec);
        if (next.failure != null) error(graph.pathTo(at), "Next", next.failure);
        if (next.states.isEmpty() && next.failure == null) deadlock(at);
        transitions += next.states.size();
        List<Integer> successors = new ArrayList<>();
        List<BitSet> taken = new ArrayList<>();
        Map<String, BitSet> labels = fairness.isEmpty() ? Map.of() : labels(at, state);
        for (State to : next.states) {
            int number = graph.find(to);
            if (number < 0) {
                if (graph.states.size() >= limit) {
                    complete = false;
                    continue;
                }
                number = graph.add(to, at);
            }
            examine(() -> graph.pathTo(at), state, to);
            successors.add(number);
            taken.add(labels.getOrDefault(to.key, new BitSet()));
        }
        graph.successors.set(at, successors.stream().mapToInt(i -> i).toArray());
        graph.taken.set(at, taken.toArray(new BitSet[0]));
        fire(graph.pathTo(at), state);
        if (!lookForStrays || (fairness.isEmpty() && at >= SEARCHED_FOR_STRAYS)) return;
        try {
            stray(graph.pathTo(at), state, next.states);
        } catch (RuntimeException | StackOverflowError thrown) {
            Failure.of(thrown, spec.tool); // only errors of the machine go on from here
            lookForStrays = false; // an action that cannot be evaluated may be what was taken
        }
    }

    /** Notes the visible steps of Next that are no action of the mapping. That messages get lost is the environment's step. */
    private void stray(List<State> path, State state, List<State> next) {
        Map<String, State> left = new LinkedHashMap<>();
        for (State to : next) {
            if (!to.showsNoMoreThan(state, spec)) left.put(to.key, to);
        }
        for (Call call : calls) {
            if (left.isEmpty()) return;
            for (Call.Taken step : call.steps(spec, state)) left.remove(step.to.key);
        }
        strays += left.size();
        if (firstStray != null || left.isEmpty()) return;
        List<State> whole = new ArrayList<>(path);
        whole.add(left.values().iterator().next());
        firstStray = trace(whole);
    }

    /** For each successor the fairness conditions that the step meets; a step that changes no variable meets none. */
    private Map<String, BitSet> labels(int at, State state) {
        Map<String, BitSet> labels = new LinkedHashMap<>();
        for (int condition = 0; condition < fairness.size(); condition++) {
            for (Call call : fairness.get(condition).calls) {
                for (Call.Taken step : steps(graph.pathTo(at), state, call)) {
                    if (step.to == state) continue;
                    labels.computeIfAbsent(step.to.key, key -> new BitSet()).set(condition);
                    graph.enabled.get(at).set(condition);
                }
            }
        }
        return labels;
    }

    /** Notes which of the contract's actions fire here for the first time: a visible step of Next and of the mapping. */
    private void fire(List<State> path, State state) {
        for (Call call : calls) {
            if (fired.contains(call.action)) continue;
            for (Call.Taken step : steps(path, state, call)) {
                if (!step.to.looksLike(state, spec)) fired.add(call.action);
            }
        }
    }

    /** The steps of a mapped action; an error is the action's, and costs only it. */
    private List<Call.Taken> steps(List<State> path, State state, Call call) {
        try {
            return call.steps(spec, state);
        } catch (RuntimeException | StackOverflowError thrown) {
            Failure failure = Failure.of(thrown, spec.tool);
            if (failure.kind == Failure.Kind.BUDGET) throw failure;
            error(path, call.action, failure);
            return List.of();
        }
    }

    // ------------------------------------------------------------------ properties

    private void examine(Supplier<List<State>> path, State state) {
        String observed = state.view(spec).observed;
        for (Map.Entry<String, Verdict> entry : verdicts.entrySet()) {
            String name = entry.getKey();
            Verdict verdict = entry.getValue();
            if (!verdict.kind.equals("invariant") || verdict.violation != null) continue;
            attempt(verdict, () -> {
                if (!properties.holds(name, observed)) verdict.violation = trace(path.get());
                if (!verdict.witnessed) verdict.witnessed = properties.holds(name + "_Witness", observed);
            });
        }
    }

    private void examine(Supplier<List<State>> path, State from, State to) {
        String before = from.view(spec).observed;
        String after = to.view(spec).observed;
        if (before.equals(after)) return;
        for (Map.Entry<String, Verdict> entry : verdicts.entrySet()) {
            String name = entry.getKey();
            Verdict verdict = entry.getValue();
            if (!verdict.kind.equals("step") || verdict.violation != null) continue;
            attempt(verdict, () -> {
                if (!properties.holds(name, before, after)) {
                    List<State> whole = new ArrayList<>(path.get());
                    whole.add(to);
                    verdict.violation = trace(whole);
                }
                if (!verdict.witnessed) verdict.witnessed = properties.holds(name + "_Witness", before, after);
            });
        }
    }

    /** An error inside a property is the property's: it reads an observable that the mapping leaves out, say. */
    private void attempt(Verdict verdict, Runnable evaluation) {
        if (!verdict.error.isEmpty()) return;
        try {
            evaluation.run();
        } catch (RuntimeException | StackOverflowError thrown) {
            verdict.error = Failure.of(thrown, spec.tool).getMessage();
        }
    }

    private void liveness() {
        spec.tool.allow(left); // about the whole graph, so it may cost as much as all of it
        graph.enableThroughHidden(spec);
        Liveness search = new Liveness(graph, fairness);
        boolean anything = search.find(i -> true, i -> true) != null;
        for (Map.Entry<String, Verdict> entry : verdicts.entrySet()) {
            Verdict verdict = entry.getValue();
            if (!verdict.kind.equals("liveness")) continue;
            attempt(verdict, () -> {
                for (Properties.LeadsTo pair : properties.leadsTo(entry.getKey())) {
                    for (State state : graph.states) verdict.witnessed |= pair.from(state.view(spec).observed);
                    Liveness.Lasso lasso = search.find(i -> pair.from(graph.states.get(i).view(spec).observed),
                        i -> !pair.to(graph.states.get(i).view(spec).observed));
                    if (lasso == null) continue;
                    verdict.violation = trace(graph.pathTo(lasso.entry)).put("stays", lasso.members.size());
                    return;
                }
                if (!anything) verdict.error = "no behaviour meets the contract's fairness, so everything would hold";
            });
        }
    }

    // ------------------------------------------------------------------ random walks

    private void walk(int walks, int length, SplittableRandom random) {
        for (int i = 0; i < walks && !graph.states.isEmpty(); i++) {
            List<State> path = new ArrayList<>(List.of(graph.states.get(0)));
            try {
                while (path.size() <= length && step(path, random)) continue;
            } catch (RuntimeException | StackOverflowError thrown) {
                error(path, "", Failure.of(thrown, spec.tool));
            }
        }
    }

    private boolean step(List<State> path, SplittableRandom random) {
        if (!allowance()) return false;
        State from = path.get(path.size() - 1);
        List<State> next = from.next(spec).states;
        transitions += next.size();
        if (next.isEmpty()) return false;
        fire(path, from);
        State to = next.get(random.nextInt(next.size()));
        if (bound && !properties.holds("Bound", to.view(spec).observed)) return false;
        examine(() -> path, from, to);
        path.add(to);
        examine(() -> path, to);
        return true;
    }

    // ------------------------------------------------------------------ reports

    private void error(List<State> path, String action, Failure failure) {
        if (failure.kind == Failure.Kind.STACK && ++overflows >= MOST_OVERFLOWS) left = 0; // each takes as long as a thousand states
        errors.putIfAbsent(action + failure.getMessage(), failure.toJson().put("action", action).put("trace", trace(path)));
    }

    private void deadlock(int at) {
        deadlocks++;
        if (firstDeadlock == null) firstDeadlock = trace(graph.pathTo(at));
    }

    /** States one after the other, each with the contract's action that leads to it, where there is one. */
    private Json.Obj trace(List<State> path) {
        List<Json.Obj> steps = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            Json.Obj step = new Json.Obj().put("state", new Json.Raw(path.get(i).key));
            if (i > 0) {
                Call.Taken taken = name(path.get(i - 1), path.get(i));
                if (taken != null) step.put("step", taken.toJson());
            }
            steps.add(step);
        }
        return new Json.Obj().put("states", steps);
    }

    private Call.Taken name(State from, State to) {
        for (Call call : calls) {
            try {
                for (Call.Taken step : call.steps(spec, from)) {
                    if (step.to == to) return step;
                }
            } catch (RuntimeException | StackOverflowError none) {
                continue; // an action that cannot be evaluated here is not the one that was taken
            }
        }
        return null;
    }
}
