package sysmobench;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import tlc2.tool.Action;
import tlc2.tool.EvalControl;
import tlc2.tool.TLCState;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Value;

/** A state of the submission, interned: two states with equal variables are one object. */
final class State {
    final int id;
    final TLCState tlc;
    /** Canonical JSON of the variables; what makes two states the same. */
    final String key;

    private Value observed;
    private View view;
    private Successors next;

    State(int id, TLCState tlc, String key) {
        this.id = id;
        this.tlc = tlc;
        this.key = key;
    }

    /** What can be seen of it; computed once. */
    View view(Spec spec) {
        if (view == null) view = spec.project(this);
        return view;
    }

    /** What Map_Observe shows of it, perhaps not evaluated to the end; computed once. */
    Value observed(Spec spec) {
        if (observed == null) observed = spec.observe(this);
        return observed;
    }

    /** Whether two states look the same. Most do not, and that is seen long before either has been written down. */
    boolean looksLike(State other, Spec spec) {
        return !Values.differ(observed(spec), other.observed(spec)) && view(spec).key.equals(other.view(spec).key);
    }

    /** Whether it is observed as the other is, with no more in flight: messages may get lost. */
    boolean showsNoMoreThan(State other, Spec spec) {
        if (Values.differ(observed(spec), other.observed(spec))) return false;
        View here = view(spec);
        View there = other.view(spec);
        return here.observed.equals(there.observed) && (here.inflight == null || there.inflight.containsAll(here.inflight));
    }

    /** The successors by Next; computed once. */
    Successors next(Spec spec) {
        if (next == null) next = spec.enumerateNext(this);
        return next;
    }

    /** The observables and the messages in flight, in canonical text. {@code inflight} is null for a system without messages. */
    static final class View {
        final String observed;
        final Collection<String> inflight;
        final String key;

        View(String observed, Collection<String> inflight) {
            this.observed = observed;
            this.inflight = inflight;
            this.key = inflight == null ? observed : observed + inflight;
        }
    }

    /** The successors by Next that could be enumerated, and the first error among those that could not. */
    static final class Successors {
        final List<State> states;
        /** Null if everything could be enumerated. */
        final Failure failure;
        private final List<Action> failed;
        private Set<String> keys;

        Successors(List<State> states, Failure failure, List<Action> failed) {
            this.states = states;
            this.failure = failure;
            this.failed = failed;
        }

        /**
         * Whether a state is among the successors. Where a disjunct of Next could not be enumerated, it is evaluated as a
         * predicate on the two states; if that fails too, nobody knows, and the failure is raised.
         */
        boolean has(Spec spec, State from, State to) {
            if (keys == null) {
                keys = new HashSet<>();
                for (State state : states) keys.add(state.key);
            }
            if (keys.contains(to.key)) return true;
            for (Action disjunct : failed) {
                Object value = spec.tool.eval(disjunct.pred, disjunct.con, from.tlc, to.tlc, EvalControl.Clear);
                if (value instanceof BoolValue && ((BoolValue) value).val) return true;
            }
            return false;
        }
    }
}
