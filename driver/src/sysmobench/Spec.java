package sysmobench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.tool.impl.JudgeTool;
import tlc2.util.Context;
import tlc2.util.Vect;
import tlc2.value.IValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.Value;
import util.SimpleFilenameToStream;
import util.UniqueString;

/** The submission as TLC has loaded it: its states, what can be seen of them, and its steps. */
final class Spec {
    /** The judge's own variable, by which properties read observables; it is no part of a state. */
    static final UniqueString OBSERVED = UniqueString.uniqueStringOf("SMB_observed");

    private static final java.util.Set<String> NO_ACTIONS = java.util.Set.of("Map_Represent", "Map_Observe", "Map_Inflight");

    /** Successors of one state by one action; who has more allows anything. */
    private static final int MOST_SUCCESSORS = 10_000;

    /** How the operators of the mapping begin. */
    static final String MAPPED = "Map_";

    final JudgeTool tool;
    final Coverage coverage = new Coverage();
    private final Map<String, OpDefNode> operators = new HashMap<>();
    private final List<UniqueString> variables = new ArrayList<>();
    private final Map<String, State> interned = new HashMap<>();
    private final List<State> byId = new ArrayList<>();
    private final boolean messages;

    Spec(String module) {
        tool = new JudgeTool(module, module, new SimpleFilenameToStream("."));
        for (OpDefNode operator : tool.getSpecProcessor().getRootModule().getOpDefs()) {
            operators.put(operator.getName().toString(), operator);
        }
        for (OpDeclNode variable : tool.getSpecProcessor().getVariablesNodes()) {
            if (!variable.getName().equals(OBSERVED)) variables.add(variable.getName());
        }
        messages = operators.containsKey("Map_Inflight");
    }

    /** Whether every ASSUME of the submission holds. */
    boolean assumptionsHold() {
        for (tla2sany.semantic.ExprNode assumption : tool.getAssumptions()) {
            if (!tool.isValid(assumption)) return false;
        }
        return true;
    }

    OpDefNode operator(String name) {
        OpDefNode operator = operators.get(name);
        if (operator == null) throw new IllegalArgumentException("no operator " + name);
        return operator;
    }

    /** The mapping's actions. */
    Collection<OpDefNode> mapped() {
        Map<String, OpDefNode> mapped = new java.util.TreeMap<>(operators);
        mapped.keySet().removeIf(name -> !name.startsWith(MAPPED) || NO_ACTIONS.contains(name));
        return mapped.values();
    }

    State state(int id) {
        return byId.get(id);
    }

    /** Forgets every state, so that memory does not grow from trace to trace. */
    void forget() {
        interned.clear();
        byId.clear();
    }

    int known() {
        return byId.size();
    }

    /** Binds an operator's parameters to values. */
    Context bind(OpDefNode operator, List<Value> arguments) {
        Context context = Context.Empty;
        for (int i = 0; i < arguments.size(); i++) context = context.cons(operator.getParams()[i], arguments.get(i));
        return context;
    }

    /** The states of Init, at most {@code limit} of them. */
    List<State> initial(int limit) {
        Map<String, State> states = new LinkedHashMap<>();
        Vect<Action> predicates = tool.getInitStateSpec();
        Action init = predicates.elementAt(0);
        tool.statesOf(init.pred, init.con, state -> {
            add(states, state);
            return states.size() < limit;
        });
        return new ArrayList<>(states.values());
    }

    /** The states by which the mapping represents a recorded state; more than {@code limit} are a failure. */
    List<State> represent(Value recorded, int limit) {
        OpDefNode operator = operator("Map_Represent");
        Map<String, State> states = new LinkedHashMap<>();
        tool.statesOf(operator.getBody(), bind(operator, List.of(recorded)), state -> {
            add(states, state);
            return states.size() <= limit;
        });
        if (states.size() > limit) {
            throw new Failure(Failure.Kind.TOO_MANY, "Map_Represent has more than " + limit + " states for one recorded state");
        }
        return new ArrayList<>(states.values());
    }

    /** The steps of an operator of the mapping, whether or not they are steps of Next. */
    List<State> steps(State from, String operator, List<Value> arguments) {
        OpDefNode definition = operator(operator);
        Action action = new Action(definition.getBody(), bind(definition, arguments), definition);
        Map<String, State> found = new LinkedHashMap<>();
        for (TLCState state : tool.successors(action, from.tlc, MOST_SUCCESSORS)) add(found, state);
        return new ArrayList<>(found.values());
    }

    /**
     * The successors by Next, disjunct by disjunct: an error in one of them costs that one only, since plain TLC may never
     * get to evaluate it.
     */
    State.Successors enumerateNext(State from) {
        Map<String, State> found = new LinkedHashMap<>();
        List<Action> failed = new ArrayList<>();
        Failure failure = null;
        for (Action disjunct : tool.getActions()) {
            try {
                for (TLCState state : tool.successors(disjunct, from.tlc, MOST_SUCCESSORS)) add(found, state);
            } catch (RuntimeException | StackOverflowError thrown) {
                Failure here = Failure.of(thrown, tool);
                if (here.kind == Failure.Kind.BUDGET) throw here;
                if (failure == null) failure = here;
                failed.add(disjunct);
            }
        }
        return new State.Successors(new ArrayList<>(found.values()), failure, failed);
    }

    /** What Map_Observe gives, records and functions in it perhaps not evaluated yet. */
    Value observe(State state) {
        return (Value) evaluate("Map_Observe", state);
    }

    State.View project(State state) {
        String observed = Values.canonical(state.observed(this));
        if (!messages) return new State.View(observed, null);
        Value inflight = ((Value) evaluate("Map_Inflight", state)).toSetEnum();
        if (inflight == null) throw new Failure(Failure.Kind.EVALUATION, "Map_Inflight is not a finite set");
        Collection<String> texts = new TreeSet<>();
        for (Value message : ((SetEnumValue) inflight).elems.toArray()) texts.add(Values.canonical(message));
        return new State.View(observed, new LinkedHashSet<>(texts));
    }

    /** The messages in flight as values, in canonical order, for exploration. */
    List<Value> inflight(State state) {
        Map<String, Value> messagesByText = new java.util.TreeMap<>();
        Value set = ((Value) evaluate("Map_Inflight", state)).toSetEnum();
        for (Value message : ((SetEnumValue) set).elems.toArray()) messagesByText.put(Values.canonical(message), message);
        return new ArrayList<>(messagesByText.values());
    }

    private IValue evaluate(String operator, State state) {
        return tool.eval(operator(operator).getBody(), Context.Empty, state.tlc);
    }

    private void add(Map<String, State> states, TLCState state) {
        State found = intern(state);
        states.putIfAbsent(found.key, found);
    }

    private State intern(TLCState state) {
        String key = key(state);
        State known = interned.get(key);
        if (known != null) return known;
        state.deepNormalize();
        State fresh = new State(byId.size(), state, key);
        interned.put(key, fresh);
        byId.add(fresh);
        return fresh;
    }

    private String key(TLCState state) {
        StringBuilder out = new StringBuilder("{");
        for (UniqueString variable : variables) {
            IValue value = state.lookup(variable);
            if (value == null) {
                throw new Failure(Failure.Kind.UNASSIGNED, "no value for the variable " + variable);
            }
            if (out.length() > 1) out.append(',');
            Json.quote(out, variable.toString());
            out.append(':').append(Values.canonical(value));
        }
        return out.append('}').toString();
    }
}
