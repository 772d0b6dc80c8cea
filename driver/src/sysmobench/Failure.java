package sysmobench;

import tla2sany.semantic.SemanticNode;
import tlc2.tool.impl.JudgeTool;

/** What went wrong while TLC evaluated something of the submission: a kind that the judge acts on, and words for a person. */
public final class Failure extends RuntimeException {
    public enum Kind {
        /** TLC raised an error: a function outside its domain, a type mismatch, an overflow, an assertion. */
        EVALUATION,
        /** A step leaves a variable without a value. */
        UNASSIGNED,
        /** Unbounded recursion. */
        STACK,
        /** More evaluations than the budget allows. */
        BUDGET,
        /** More states than a mapping may have for one recorded state. */
        TOO_MANY
    }

    public final Kind kind;
    public final String location;

    public Failure(Kind kind, String message) {
        this(kind, message, "");
    }

    public Failure(Kind kind, String message, String location) {
        super(message, null, false, false);
        this.kind = kind;
        this.location = location;
    }

    /** The failure behind whatever TLC threw. Errors of the virtual machine other than a full stack are not ours to catch. */
    public static Failure of(Throwable thrown, JudgeTool tool) {
        SemanticNode node = tool == null ? null : tool.failedAt();
        String location = node == null ? "" : node.getLocation().toString();
        if (thrown instanceof Failure) return ((Failure) thrown).at(location);
        if (thrown instanceof StackOverflowError) return new Failure(Kind.STACK, "the recursion does not end", "");
        if (thrown instanceof VirtualMachineError) throw (VirtualMachineError) thrown;
        String message = thrown.getMessage();
        if (message == null || message.isBlank()) message = thrown.getClass().getSimpleName();
        return new Failure(Kind.EVALUATION, message.strip(), location);
    }

    private Failure at(String where) {
        return location.isEmpty() ? new Failure(kind, getMessage(), where) : this;
    }

    /** This failure as the protocol carries it. */
    public Json.Obj toJson() {
        return new Json.Obj().put("kind", kind.name().toLowerCase(java.util.Locale.ROOT)).put("message", getMessage())
            .put("location", location);
    }
}
