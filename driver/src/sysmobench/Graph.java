package sysmobench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an exploration has found: states in breadth-first order, the steps between them, and which fair action each step is. */
final class Graph {
    final List<State> states = new ArrayList<>();
    private final Map<String, Integer> index = new HashMap<>();
    private final List<Integer> parent = new ArrayList<>();
    private final List<Integer> depth = new ArrayList<>();
    /** For each state its successors; empty until it is expanded. */
    final List<int[]> successors = new ArrayList<>();
    /** For each state and successor the fair actions that the step belongs to. */
    final List<BitSet[]> taken = new ArrayList<>();
    /** For each state the fair actions that are enabled there. */
    final List<BitSet> enabled = new ArrayList<>();

    /** The number of a state, or -1 if the graph does not have it. */
    int find(State state) {
        return index.getOrDefault(state.key, -1);
    }

    int add(State state, int from) {
        int number = states.size();
        index.put(state.key, number);
        states.add(state);
        parent.add(from);
        depth.add(from < 0 ? 0 : depth.get(from) + 1);
        successors.add(new int[0]);
        taken.add(new BitSet[0]);
        enabled.add(new BitSet());
        return number;
    }

    /**
     * Makes a fair action count as enabled wherever hidden steps alone lead to a state that enables it. The contract's
     * fairness speaks of what can be seen; a specification that prepares a visible step by an invisible one is not to be
     * excused for preparing for ever.
     */
    void enableThroughHidden(Spec spec) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int at = states.size() - 1; at >= 0; at--) {
                BitSet here = enabled.get(at);
                int before = here.cardinality();
                for (int next : successors.get(at)) {
                    if (states.get(next).looksLike(states.get(at), spec)) here.or(enabled.get(next));
                }
                changed |= here.cardinality() > before;
            }
        }
    }

    int depth() {
        return depth.isEmpty() ? 0 : Collections.max(depth);
    }

    /** A shortest path from an initial state to this one. */
    List<State> pathTo(int number) {
        Deque<State> path = new ArrayDeque<>();
        for (int at = number; at >= 0; at = parent.get(at)) path.addFirst(states.get(at));
        return new ArrayList<>(path);
    }
}
