package sysmobench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Fair behaviours of a complete graph. A leads-to property {@code P ~> Q} is violated exactly when some reachable state
 * with P starts a fair behaviour that never shows Q; on a finite graph that is a strongly connected part in which every
 * fairness condition is met. The search is the usual one for Streett conditions (Lichtenstein and Pnueli, POPL 1985):
 * where a strongly fair action is enabled and never taken, leave out the states that enable it and look again.
 *
 * <p>A behaviour may also stutter for ever, so a single state is such a part when no fair action is enabled in it.
 */
final class Liveness {
    private final Graph graph;
    private final List<Fairness> fairness;

    Liveness(Graph graph, List<Fairness> fairness) {
        this.graph = graph;
        this.fairness = fairness;
    }

    /** A reachable fair part: the state by which it is entered, and its members. */
    static final class Lasso {
        final int entry;
        final List<Integer> members;

        Lasso(int entry, List<Integer> members) {
            this.entry = entry;
            this.members = members;
        }
    }

    /** A fair behaviour that goes through a state of {@code start} and from there on only through states of {@code stay}, or null. */
    Lasso find(IntPredicate start, IntPredicate stay) {
        BitSet reached = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < graph.states.size(); i++) {
            if (start.test(i) && stay.test(i)) {
                reached.set(i);
                open.add(i);
            }
        }
        while (!open.isEmpty()) {
            for (int next : graph.successors.get(open.poll())) {
                if (reached.get(next) || !stay.test(next)) continue;
                reached.set(next);
                open.add(next);
            }
        }
        return fairPart(reached);
    }

    private Lasso fairPart(BitSet within) {
        Deque<BitSet> open = new ArrayDeque<>(components(within));
        while (!open.isEmpty()) {
            BitSet part = open.poll();
            BitSet blamed = unfair(part);
            if (blamed == null) return new Lasso(part.nextSetBit(0), members(part));
            part.andNot(blamed);
            open.addAll(components(part));
        }
        return null;
    }

    /** Null if a behaviour can stay in this part fairly; else the states that it would have to leave out. */
    private BitSet unfair(BitSet part) {
        BitSet blamed = new BitSet();
        for (int condition = 0; condition < fairness.size(); condition++) {
            if (taken(part, condition)) continue;
            BitSet enabling = new BitSet();
            for (int i = part.nextSetBit(0); i >= 0; i = part.nextSetBit(i + 1)) {
                if (graph.enabled.get(i).get(condition)) enabling.set(i);
            }
            if (fairness.get(condition).strong) blamed.or(enabling);
            else if (enabling.cardinality() == part.cardinality()) return part;
        }
        return blamed.isEmpty() ? null : blamed;
    }

    private boolean taken(BitSet part, int condition) {
        for (int i = part.nextSetBit(0); i >= 0; i = part.nextSetBit(i + 1)) {
            int[] successors = graph.successors.get(i);
            for (int k = 0; k < successors.length; k++) {
                if (part.get(successors[k]) && graph.taken.get(i)[k].get(condition)) return true;
            }
        }
        return false;
    }

    private static List<Integer> members(BitSet part) {
        List<Integer> members = new ArrayList<>();
        part.stream().forEach(members::add);
        return members;
    }

    /** The strongly connected components of a part of the graph, single states included (Tarjan 1972, without recursion). */
    private List<BitSet> components(BitSet within) {
        int size = graph.states.size();
        int[] order = new int[size];
        int[] low = new int[size];
        int[] edge = new int[size];
        BitSet onStack = new BitSet();
        Deque<Integer> stack = new ArrayDeque<>();
        Deque<Integer> path = new ArrayDeque<>();
        List<BitSet> found = new ArrayList<>();
        int clock = 0;
        for (int root = within.nextSetBit(0); root >= 0; root = within.nextSetBit(root + 1)) {
            if (order[root] != 0) continue;
            path.push(root);
            while (!path.isEmpty()) {
                int at = path.peek();
                if (order[at] == 0) {
                    order[at] = low[at] = ++clock;
                    stack.push(at);
                    onStack.set(at);
                }
                int[] successors = graph.successors.get(at);
                if (edge[at] < successors.length) {
                    int next = successors[edge[at]++];
                    if (!within.get(next)) continue;
                    if (order[next] == 0) path.push(next);
                    else if (onStack.get(next)) low[at] = Math.min(low[at], order[next]);
                    continue;
                }
                path.pop();
                if (!path.isEmpty()) low[path.peek()] = Math.min(low[path.peek()], low[at]);
                if (low[at] != order[at]) continue;
                BitSet part = new BitSet();
                int member;
                do {
                    member = stack.pop();
                    onStack.clear(member);
                    part.set(member);
                } while (member != at);
                found.add(part);
            }
        }
        return found;
    }
}
