package tlc2.tool.impl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import sysmobench.Coverage;
import sysmobench.Failure;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.IActionItemList;
import tlc2.tool.Action;
import tlc2.tool.INextStateFunctor;
import tlc2.tool.TLCState;
import tlc2.tool.coverage.CostModel;
import tlc2.util.Context;
import tlc2.value.impl.Value;
import util.FilenameToStream;

/**
 * TLC's evaluator with a budget. Every evaluation is counted, so that what is too much depends on the specification
 * and never on the load of the machine; and the innermost expression that raised an error is remembered.
 *
 * <p>It stands in TLC's own package because {@link ActionItemList}, which the enumeration of states needs, is visible
 * only there. TLC's {@code FastTool} is final and does the same without counting.
 */
public final class JudgeTool extends Tool {
    /** What TLC may spend while it loads, when it evaluates constant definitions; those that it cannot afford stay unevaluated. */
    private static final long LOADING = 10_000_000;

    // No initialisers: TLC evaluates inside the constructor of the class above, before they would run.
    private boolean loaded;
    private long spentLoading;
    private long allowed;
    private long evaluationsLeft;
    private SemanticNode failedAt;
    private Coverage coverage;

    public JudgeTool(String specification, String configuration, FilenameToStream resolver) {
        super("", specification, configuration, resolver);
    }

    /** Allows this many evaluations from now on; the next one raises {@link Failure.Kind#BUDGET}. */
    public void allow(long evaluations) {
        loaded = true;
        allowed = evaluations;
        evaluationsLeft = evaluations;
        failedAt = null;
    }

    /** Tells of every evaluation from now on. */
    public void tell(Coverage listener) {
        coverage = listener;
    }

    /** The evaluations since they were last allowed. */
    public long spent() {
        return Math.min(allowed, allowed - evaluationsLeft);
    }

    /** Where the error that was last raised comes from, or null. */
    public SemanticNode failedAt() {
        return failedAt;
    }

    /**
     * The states that satisfy a state predicate, enumerated as TLC enumerates initial states.
     *
     * @param accept is given each state; false ends the enumeration
     */
    public void statesOf(SemanticNode predicate, Context context, Predicate<TLCState> accept) {
        TLCState empty = TLCState.Empty.createEmpty();
        try {
            getInitStates(predicate, ActionItemList.Empty, context, empty, state -> {
                if (!accept.test(state.copy())) throw new Enough();
                return null;
            }, CostModel.DO_NOT_RECORD);
        } catch (Enough end) {
            // the caller has what it wants
        }
    }

    /** The successors of a state by an action, in TLC's order, some variables perhaps unassigned; more than {@code most} are a failure. */
    public List<TLCState> successors(Action action, TLCState state, int most) {
        List<TLCState> found = new ArrayList<>();
        INextStateFunctor collect = new INextStateFunctor() {
            @Override
            public Object addElement(TLCState from, Action by, TLCState to) {
                if (found.size() >= most) throw new Failure(Failure.Kind.BUDGET, "more than " + most + " successors of one state");
                found.add(to.copy());
                return this;
            }

            @Override
            public Object addElement(TLCState to) {
                throw new IllegalStateException("an initial state among successors");
            }
        };
        getNextStates(action, action.pred, ActionItemList.Empty, action.con, state, TLCState.Empty.createEmpty(), collect,
            CostModel.DO_NOT_RECORD);
        return found;
    }

    private static final class Enough extends RuntimeException {
        Enough() {
            super(null, null, false, false);
        }
    }

    /** What speaks of the state before alone is a condition, and may be looked up by TLC without being evaluated. */
    private void cover(SemanticNode node, Context context, TLCState before) {
        coverage.reached(node);
        boolean condition = node instanceof LevelNode && ((LevelNode) node).getLevel() <= LevelConstants.VariableLevel;
        if (condition) coverage.value(node, eval(node, context, before));
    }

    private void spend() {
        if (loaded ? --evaluationsLeft < 0 : ++spentLoading > LOADING) throw new Failure(Failure.Kind.BUDGET, "more evaluations than the budget allows");
    }

    @Override
    public Value eval(SemanticNode node, Context context, TLCState before, TLCState after, int control, CostModel cost) {
        spend();
        if (coverage == null) return evalImpl(node, context, before, after, control, cost);
        coverage.reached(node);
        Value value = evalImpl(node, context, before, after, control, cost);
        coverage.value(node, value);
        return value;
    }

    @Override
    protected Value evalAppl(OpApplNode node, Context context, TLCState before, TLCState after, int control, CostModel cost) {
        try {
            return evalApplImpl(node, context, before, after, control, cost);
        } catch (RuntimeException error) {
            if (failedAt == null) failedAt = node;
            throw error;
        }
    }

    @Override
    protected Value setSource(SemanticNode node, Value value) {
        return value;
    }

    @Override
    protected TLCState getNextStates(Action action, SemanticNode node, ActionItemList rest, Context context, TLCState before,
            TLCState after, INextStateFunctor found, CostModel cost) {
        spend();
        if (coverage != null) cover(node, context, before);
        return getNextStatesImpl(action, node, rest, context, before, after, found, cost);
    }

    @Override
    protected TLCState getNextStatesAppl(Action action, OpApplNode node, ActionItemList rest, Context context, TLCState before,
            TLCState after, INextStateFunctor found, CostModel cost) {
        return getNextStatesApplImpl(action, node, rest, context, before, after, found, cost);
    }

    @Override
    protected TLCState processUnchanged(Action action, SemanticNode node, ActionItemList rest, Context context, TLCState before,
            TLCState after, INextStateFunctor found, CostModel cost) {
        return processUnchangedImpl(action, node, rest, context, before, after, found, cost);
    }

    @Override
    public TLCState enabled(SemanticNode node, IActionItemList rest, Context context, TLCState before, TLCState after,
            CostModel cost) {
        spend();
        return enabledImpl(node, (ActionItemList) rest, context, before, after, cost);
    }

    @Override
    protected TLCState enabledAppl(OpApplNode node, ActionItemList rest, Context context, TLCState before, TLCState after,
            CostModel cost) {
        return enabledApplImpl(node, rest, context, before, after, cost);
    }

    @Override
    protected TLCState enabledUnchanged(SemanticNode node, ActionItemList rest, Context context, TLCState before, TLCState after,
            CostModel cost) {
        return enabledUnchangedImpl(node, rest, context, before, after, cost);
    }
}
