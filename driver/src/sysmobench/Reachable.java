package sysmobench;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** The states that the submission reaches from Init by itself, breadth first up to a number; found when first asked for. */
final class Reachable {
    /** Evaluations for all of it, as a multiple of what one question may cost. */
    private static final int QUESTIONS = 50;

    private final Spec spec;
    private final int limit;
    private final long evaluations;
    private Set<String> keys;

    Reachable(Spec spec, int limit, long evaluations) {
        this.spec = spec;
        this.limit = limit;
        this.evaluations = evaluations;
    }

    /** Whether all of these states are known to be reachable; false of none. */
    boolean all(Collection<State> states) {
        if (keys == null) explore();
        for (State state : states) {
            if (!keys.contains(state.key)) return false;
        }
        return !states.isEmpty();
    }

    private void explore() {
        keys = new HashSet<>();
        Deque<State> open = new ArrayDeque<>();
        spec.tool.allow(evaluations * QUESTIONS);
        try {
            for (State state : spec.initial(limit)) add(state, open);
            while (!open.isEmpty() && keys.size() < limit) {
                for (State next : spec.enumerateNext(open.poll()).states) add(next, open);
            }
        } catch (RuntimeException | StackOverflowError thrown) {
            Failure.of(thrown, spec.tool); // what was reached before counts; only errors of the machine go on from here
        }
    }

    private void add(State state, Deque<State> open) {
        if (keys.size() < limit && keys.add(state.key)) open.add(state);
    }
}
