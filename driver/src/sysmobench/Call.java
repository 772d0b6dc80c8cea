package sysmobench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tlc2.value.impl.Value;

/** An operator of the mapping with the domain of each parameter; a domain may be the messages in flight. */
final class Call {
    final String action;
    /** For each parameter its values; null stands for the messages in flight. */
    private final List<List<Value>> domains = new ArrayList<>();

    Call(Map<?, ?> json) {
        action = (String) json.get("action");
        for (Object domain : (List<?>) json.get("domains")) {
            if ("inflight".equals(domain)) {
                domains.add(null);
                continue;
            }
            List<Value> values = new ArrayList<>();
            for (Object value : (List<?>) domain) values.add(Values.fromJson(value));
            domains.add(values);
        }
    }

    static List<Call> all(List<?> json) {
        List<Call> all = new ArrayList<>();
        for (Object each : json) all.add(new Call((Map<?, ?>) each));
        return all;
    }

    /** Every list of arguments that the domains allow in this state. */
    List<List<Value>> arguments(Spec spec, State state) {
        List<List<Value>> lists = List.of(List.of());
        for (List<Value> domain : domains) {
            List<List<Value>> longer = new ArrayList<>();
            for (List<Value> list : lists) {
                for (Value value : domain == null ? spec.inflight(state) : domain) {
                    List<Value> extended = new ArrayList<>(list);
                    extended.add(value);
                    longer.add(extended);
                }
            }
            lists = longer;
        }
        return lists;
    }

    /** The steps from a state that are steps of Next and of this operator with some arguments, each with its arguments. */
    List<Taken> steps(Spec spec, State from) {
        List<Taken> steps = new ArrayList<>();
        for (List<Value> arguments : arguments(spec, from)) {
            for (State to : spec.steps(from, "Map_" + action, arguments)) {
                if (from.next(spec).has(spec, from, to)) steps.add(new Taken(this, arguments, to));
            }
        }
        return steps;
    }

    /** A step by a mapped action. */
    static final class Taken {
        final Call call;
        final List<Value> arguments;
        final State to;

        Taken(Call call, List<Value> arguments, State to) {
            this.call = call;
            this.arguments = arguments;
            this.to = to;
        }

        Json.Obj toJson() {
            List<Json.Raw> texts = new ArrayList<>();
            for (Value argument : arguments) texts.add(new Json.Raw(Values.canonical(argument)));
            return new Json.Obj().put("action", call.action).put("arguments", texts);
        }
    }
}
