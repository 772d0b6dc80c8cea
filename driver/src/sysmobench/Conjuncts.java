package sysmobench;

import java.util.ArrayList;
import java.util.List;

import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SymbolNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalControl;
import tlc2.tool.IContextEnumerator;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.util.Context;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;

/** Why an action is not enabled: the first of its conjuncts that is false in a state. */
final class Conjuncts {
    private static final int ACTION_LEVEL = 2;

    private final Spec spec;
    private final TLCState state;

    Conjuncts(Spec spec, State state) {
        this.spec = spec;
        this.state = state.tlc;
    }

    /** A false conjunct and how many conjuncts before it were true. */
    static final class Blame {
        final SemanticNode node;
        final int passed;

        Blame(SemanticNode node, int passed) {
            this.node = node;
            this.passed = passed;
        }
    }

    /** The conjunct to blame, or null if no condition on the state before is false. */
    Blame firstFalse(SemanticNode node, Context context, int passed) {
        if (((LevelNode) node).getLevel() < ACTION_LEVEL) return isFalse(node, context) ? new Blame(node, passed) : null;
        if (!(node instanceof OpApplNode)) return null;
        OpApplNode application = (OpApplNode) node;
        switch (BuiltInOPs.getOpCode(application.getOperator().getName())) {
            case ToolGlobals.OPCODE_cl:
            case ToolGlobals.OPCODE_land: return conjunction(application, context, passed);
            case ToolGlobals.OPCODE_dl:
            case ToolGlobals.OPCODE_lor: return disjunction(application, context, passed);
            case ToolGlobals.OPCODE_be: return exists(application, context, passed);
            case ToolGlobals.OPCODE_ite: return conditional(application, context, passed);
            default: return defined(application, context, passed);
        }
    }

    private Blame conjunction(OpApplNode node, Context context, int passed) {
        for (ExprOrOpArgNode conjunct : node.getArgs()) {
            Blame blame = firstFalse(conjunct, context, passed++);
            if (blame != null) return blame;
        }
        return null;
    }

    private Blame disjunction(OpApplNode node, Context context, int passed) {
        List<Blame> blames = new ArrayList<>();
        for (ExprOrOpArgNode disjunct : node.getArgs()) blames.add(firstFalse(disjunct, context, passed));
        return furthest(blames, node, passed);
    }

    private Blame exists(OpApplNode node, Context context, int passed) {
        List<Blame> blames = new ArrayList<>();
        IContextEnumerator bound = spec.tool.contexts(node, context, state, TLCState.Empty, EvalControl.Clear);
        for (Context each = bound.nextElement(); each != null; each = bound.nextElement()) {
            blames.add(firstFalse(node.getArgs()[0], each, passed));
        }
        return furthest(blames, node, passed);
    }

    /** Of alternatives that are all false the one that came furthest; null if one of them is not false. */
    private static Blame furthest(List<Blame> blames, SemanticNode node, int passed) {
        Blame best = null;
        for (Blame blame : blames) {
            if (blame == null) return null;
            if (best == null || blame.passed > best.passed) best = blame;
        }
        return best == null ? new Blame(node, passed) : best;
    }

    private Blame conditional(OpApplNode node, Context context, int passed) {
        return firstFalse(node.getArgs()[isFalse(node.getArgs()[0], context) ? 2 : 1], context, passed + 1);
    }

    private Blame defined(OpApplNode node, Context context, int passed) {
        SymbolNode operator = node.getOperator();
        if (!(operator instanceof OpDefNode) || ((OpDefNode) operator).getBody() == null) return null;
        OpDefNode definition = (OpDefNode) operator;
        if (definition.getInRecursive() || BuiltInOPs.getOpCode(definition.getName()) != 0) return null;
        Context inner = spec.tool.getOpContext(definition, node.getArgs(), context, true);
        ExprNode body = definition.getBody();
        return firstFalse(body, inner, passed);
    }

    private boolean isFalse(SemanticNode node, Context context) {
        IValue value = spec.tool.eval(node, context, state);
        return value instanceof BoolValue && !((BoolValue) value).val;
    }
}
