package sysmobench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalControl;
import tlc2.tool.IContextEnumerator;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;

/**
 * The system's properties, evaluated over observables alone. They speak about nothing else, so that one answer serves
 * every state of the submission that looks the same.
 */
final class Properties {
    /** The instance of the system's Properties module in the judge's root module. */
    private static final String INSTANCE = "SMB_P!";

    private final Spec spec;
    private final Map<String, TLCState> states = new HashMap<>();
    private final Map<String, Boolean> answers = new HashMap<>();

    Properties(Spec spec) {
        this.spec = spec;
    }

    boolean defined(String name) {
        try {
            spec.operator(INSTANCE + name);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** Whether a state predicate is true of an observation (canonical text). */
    boolean holds(String name, String observed) {
        return answers.computeIfAbsent(name + "@" + observed, key -> truth(name, state(observed), null));
    }

    /** Whether an action predicate is true of two observations; not kept, since a pair hardly ever comes again. */
    boolean holds(String name, String before, String after) {
        return truth(name, state(before), state(after));
    }

    private boolean truth(String name, TLCState before, TLCState after) {
        return truth(spec.operator(INSTANCE + name).getBody(), Context.Empty, before, after);
    }

    private boolean truth(SemanticNode node, Context context, TLCState before, TLCState after) {
        Object value = after == null ? spec.tool.eval(node, context, before)
            : spec.tool.eval(node, context, before, after, EvalControl.Clear);
        if (!(value instanceof BoolValue)) throw new Failure(Failure.Kind.EVALUATION, "a property that is no truth value");
        return ((BoolValue) value).val;
    }

    private TLCState state(String observed) {
        return states.computeIfAbsent(observed,
            text -> TLCState.Empty.createEmpty().bind(Spec.OBSERVED, Values.fromJson(Json.parse(text))));
    }

    /** One pair of a liveness property: whenever {@code from} then, at that time or later, {@code to}. */
    final class LeadsTo {
        private final String name;
        private final int index;

        private LeadsTo(String name, int index) {
            this.name = name;
            this.index = index;
        }

        boolean from(String observed) {
            return side(observed, 0);
        }

        boolean to(String observed) {
            return side(observed, 1);
        }

        private boolean side(String observed, int side) {
            return answers.computeIfAbsent(name + "#" + index + "#" + side + "@" + observed, key -> {
                Pair pair = pairs(name).get(index);
                return truth(pair.node.getArgs()[side], pair.context, state(observed), null);
            });
        }
    }

    /** The instances of {@code \A x \in S : P ~> Q}. */
    List<LeadsTo> leadsTo(String name) {
        List<LeadsTo> all = new ArrayList<>();
        for (int i = 0; i < pairs(name).size(); i++) all.add(new LeadsTo(name, i));
        return all;
    }

    private static final class Pair {
        final OpApplNode node;
        final Context context;

        Pair(OpApplNode node, Context context) {
            this.node = node;
            this.context = context;
        }
    }

    /** Found anew for every evaluation, since TLC keeps values of a state inside a context. */
    private List<Pair> pairs(String name) {
        List<Pair> found = new ArrayList<>();
        OpDefNode definition = spec.operator(INSTANCE + name);
        descend(definition.getBody(), Context.Empty, found);
        return found;
    }

    private void descend(ExprNode node, Context context, List<Pair> found) {
        if (node instanceof SubstInNode) {
            SubstInNode instance = (SubstInNode) node;
            Context inner = context;
            for (Subst substitution : instance.getSubsts()) {
                inner = inner.cons(substitution.getOp(), spec.tool.getVal(substitution.getExpr(), context, false));
            }
            descend(instance.getBody(), inner, found);
            return;
        }
        OpApplNode application = (OpApplNode) node;
        int operator = BuiltInOPs.getOpCode(application.getOperator().getName());
        if (operator == ToolGlobals.OPCODE_leadto) {
            found.add(new Pair(application, context));
        } else if (operator == ToolGlobals.OPCODE_bf) {
            IContextEnumerator bound = spec.tool.contexts(application, context, TLCState.Empty, TLCState.Empty, EvalControl.Clear);
            ExprOrOpArgNode body = application.getArgs()[0];
            for (Context each = bound.nextElement(); each != null; each = bound.nextElement()) descend((ExprNode) body, each, found);
        } else {
            throw new IllegalArgumentException("a liveness property has the form \\A x \\in S : P ~> Q");
        }
    }
}
