package sysmobench;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.util.FP64;
import tlc2.value.impl.BoolValue;

/**
 * The states that the submission reaches from Init by itself, breadth first up to a number; found when first asked for.
 *
 * <p>They are remembered by TLC's fingerprints, 64 bits each, as TLC itself remembers states: two of twenty thousand states
 * share one with a probability of about 10^-11. Texts would cost more than all the rest of it.
 */
final class Reachable {
    /** Evaluations for all of it, as a multiple of what one question may cost. */
    private static final int QUESTIONS = 50;

    private final Spec spec;
    private final int limit;
    private final long evaluations;
    private final Deque<TLCState> open = new ArrayDeque<>();
    private Set<Long> seen;

    Reachable(Spec spec, int limit, long evaluations) {
        this.spec = spec;
        this.limit = limit;
        this.evaluations = evaluations;
        FP64.Init(0);
    }

    /** Whether all of these states are known to be reachable; false of none. */
    boolean all(Collection<State> states) {
        if (seen == null) explore();
        for (State state : states) {
            if (!seen.contains(fingerprint(state.tlc.copy()))) return false;
        }
        return !states.isEmpty();
    }

    private void explore() {
        seen = new HashSet<>();
        spec.tool.allow(evaluations * QUESTIONS);
        try {
            for (State state : spec.initial(limit)) add(state.tlc.copy());
            while (!open.isEmpty() && seen.size() < limit) expand(open.poll());
        } catch (RuntimeException | StackOverflowError thrown) {
            Failure.of(thrown, spec.tool); // what was reached before counts; only errors of the machine go on from here
        }
        open.clear();
    }

    private void expand(TLCState state) {
        for (Action disjunct : spec.tool.getActions()) {
            try {
                for (TLCState next : spec.tool.successors(disjunct, state, limit)) add(next);
            } catch (RuntimeException | StackOverflowError thrown) {
                Failure failure = Failure.of(thrown, spec.tool);
                if (failure.kind == Failure.Kind.BUDGET || failure.kind == Failure.Kind.STACK) throw failure; // each costs too much
            }
        }
    }

    private void add(TLCState state) {
        if (seen.size() < limit && seen.add(fingerprint(state))) open.add(state);
    }

    /** The judge's own variable, which is no part of a state, is given a value, since TLC wants one for each. */
    private static long fingerprint(TLCState state) {
        state.bind(Spec.OBSERVED, BoolValue.ValFalse);
        if (!state.allAssigned()) throw new Failure(Failure.Kind.UNASSIGNED, "a variable without a value");
        return state.fingerPrint();
    }
}
