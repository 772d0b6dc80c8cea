package sysmobench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tla2sany.semantic.LevelNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.ToolGlobals;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;

/**
 * Which parts of a specification were evaluated while windows were judged, and which of its conditions came out both ways.
 * Counted is the enumeration of the recorded decision's own actions, not that of Next, which sees every action in every state.
 */
public final class Coverage {
    private static final class Seen {
        boolean reached;
        boolean yes;
        boolean no;
    }

    private final Map<SemanticNode, Seen> seen = new IdentityHashMap<>();
    private boolean counting;

    void counting(boolean now) {
        counting = now;
    }

    /** The node was evaluated, or its successors were asked for. */
    public void reached(SemanticNode node) {
        if (counting) seen.computeIfAbsent(node, key -> new Seen()).reached = true;
    }

    /** The node has this value. */
    public void value(SemanticNode node, IValue value) {
        if (!counting || !(value instanceof BoolValue)) return;
        Seen here = seen.computeIfAbsent(node, key -> new Seen());
        if (((BoolValue) value).val) here.yes = true;
        else here.no = true;
    }

    /** The parts of all definitions of a module that these operators lead to. */
    List<Json.Obj> parts(Collection<OpDefNode> operators, String module) {
        List<Json.Obj> parts = new ArrayList<>();
        Walk walk = new Walk(module, parts);
        for (OpDefNode operator : operators) walk.into(operator.getBody(), operator.getName().toString());
        return parts;
    }

    private final class Walk {
        private final String module;
        private final List<Json.Obj> parts;
        private final Set<SemanticNode> visited = new HashSet<>();

        Walk(String module, List<Json.Obj> parts) {
            this.module = module;
            this.parts = parts;
        }

        void into(SemanticNode node, String definition) {
            if (node == null || !visited.add(node)) return;
            if (node instanceof OpApplNode) application((OpApplNode) node, definition);
            if (node.getChildren() == null) return;
            for (SemanticNode child : node.getChildren()) into(child, definition);
        }

        private void application(OpApplNode node, String definition) {
            SemanticNode[] arguments = node.getArgs();
            switch (BuiltInOPs.getOpCode(node.getOperator().getName())) {
                case ToolGlobals.OPCODE_cl:
                case ToolGlobals.OPCODE_land: each("conjunct", arguments, definition); break;
                case ToolGlobals.OPCODE_dl:
                case ToolGlobals.OPCODE_lor: each("disjunct", arguments, definition); break;
                case ToolGlobals.OPCODE_ite:
                    part("condition", arguments[0], definition);
                    part("branch", arguments[1], definition);
                    part("branch", arguments[2], definition);
                    break;
                case ToolGlobals.OPCODE_case:
                    for (SemanticNode arm : arguments) part("branch", ((OpApplNode) arm).getArgs()[1], definition);
                    break;
                default: break;
            }
            if (!(node.getOperator() instanceof OpDefNode)) return;
            OpDefNode operator = (OpDefNode) node.getOperator();
            boolean here = operator.getOriginallyDefinedInModuleNode() != null
                && operator.getOriginallyDefinedInModuleNode().getName().equals(module);
            if (here) into(operator.getBody(), operator.getName().toString());
        }

        private void each(String kind, SemanticNode[] nodes, String definition) {
            for (SemanticNode node : nodes) part(kind, node, definition);
        }

        /** A part that is the same in all states is none. */
        private void part(String kind, SemanticNode node, String definition) {
            if (node instanceof LevelNode && ((LevelNode) node).getLevel() == 0 || definition.startsWith(Spec.MAPPED)) return;
            Seen here = seen.getOrDefault(node, new Seen());
            parts.add(new Json.Obj().put("kind", kind).put("definition", definition)
                .put("line", node.getLocation().beginLine()).put("column", node.getLocation().beginColumn())
                .put("end_line", node.getLocation().endLine()).put("end_column", node.getLocation().endColumn())
                .put("reached", here.reached).put("true", here.yes).put("false", here.no));
        }
    }
}
