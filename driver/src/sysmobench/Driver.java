package sysmobench;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

import pcal.Translation;
import tlc2.value.impl.Value;
import util.ToolIO;
import util.UniqueString;

/**
 * TLC and SANY as a server for one submission: a request a line on standard input, an answer a line on standard output,
 * both JSON. It holds no rule of the judge; it says what the submission can do.
 *
 * <p>When standard input ends, whoever asked is gone, and the process ends at once, whatever it is evaluating.
 */
public final class Driver {
    /** Deep enough for any sane recursion; with much more, an endless one would take minutes to overflow. */
    private static final long STACK = 8L << 20;

    /** Exit code when the driver itself is broken. */
    private static final int BROKEN = 4;

    private static final LinkedBlockingQueue<String> REQUESTS = new LinkedBlockingQueue<>();

    private final PrintStream answers;
    private Spec spec;
    private Properties properties;
    private Steps steps;
    private Reachable reachable;
    private int limit;
    private long evaluations;

    private Driver(PrintStream answers) {
        this.answers = answers;
    }

    public static void main(String[] arguments) {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(new PrintStream(OutputStream.nullOutputStream())); // TLC prints, and so may the submission, without end
        ToolIO.out = System.out;
        ToolIO.err = System.out;
        Driver driver = new Driver(answers);
        Thread judge = new Thread(null, driver::serve, "judge", STACK);
        judge.setUncaughtExceptionHandler((thread, thrown) -> { // better gone than silent: whoever asked can ask again
            thrown.printStackTrace();
            Runtime.getRuntime().halt(BROKEN);
        });
        judge.start();
        listen();
    }

    private static void listen() {
        try (BufferedReader input = new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) REQUESTS.add(line);
        } catch (java.io.IOException gone) {
            // as good as the end of the input
        }
        Runtime.getRuntime().halt(0);
    }

    private void serve() {
        while (true) {
            Json.Obj answer;
            try {
                answer = answer((Map<?, ?>) Json.parse(REQUESTS.take()));
            } catch (InterruptedException end) {
                return;
            } catch (RuntimeException | StackOverflowError thrown) {
                answer = new Json.Obj().put("failure", Failure.of(thrown, spec == null ? null : spec.tool).toJson());
            }
            answers.println(answer);
        }
    }

    private Json.Obj answer(Map<?, ?> request) {
        if (spec != null) spec.tool.allow(evaluations);
        switch ((String) request.get("do")) {
            case "hello": return hello(request);
            case "parse": return Sany.parse((String) request.get("module"));
            case "grammatical":
                return new Json.Obj().put("answers", Sany.grammatical((List<?>) request.get("modules")));
            case "translate": return translate((String) request.get("module"));
            case "load": return load(request);
            case "initial": return states(spec.initial((Integer) request.get("limit")));
            case "represent": return represent(request);
            case "survey": return survey(request);
            case "explore": return explore(request);
            case "property": return property(request);
            case "reachable": return new Json.Obj().put("answer", reachable.all(from(request, "from")));
            case "hidden":
                return new Json.Obj().put("states", ids(steps.hidden(from(request, "from")).states));
            case "why": return why(request);
            case "covered": return new Json.Obj().put("parts", spec.coverage.parts(spec.mapped(), (String) request.get("module")));
            case "transitions": return transitions(request);
            case "forget": return forget();
            default: throw new IllegalArgumentException("no request " + request.get("do"));
        }
    }

    /**
     * The strings of the contract and of the traces, interned in a fixed order before TLC meets any other: the order of
     * strings, and with it every CHOOSE, is the order of interning.
     */
    private Json.Obj hello(Map<?, ?> request) {
        for (Object string : (List<?>) request.get("strings")) UniqueString.uniqueStringOf((String) string);
        return new Json.Obj().put("tlc", tlc2.TLCGlobals.versionOfTLC);
    }

    private Json.Obj translate(String module) {
        return new Json.Obj().put("messages", Translation.translate(module));
    }

    private Json.Obj load(Map<?, ?> request) {
        limit = (Integer) request.get("limit");
        evaluations = (Integer) request.get("evaluations");
        spec = new Spec((String) request.get("module"));
        spec.tool.allow(evaluations);
        if ((Boolean) request.get("coverage")) spec.tool.tell(spec.coverage);
        properties = new Properties(spec);
        reachable = new Reachable(spec, (Integer) request.get("reach"), evaluations);
        steps = new Steps(spec, limit, (Boolean) request.get("membership"));
        return new Json.Obj().put("assumptions", spec.assumptionsHold());
    }

    private Json.Obj states(List<State> states) {
        List<Json.Obj> all = new ArrayList<>();
        for (State state : states) {
            State.View view = state.view(spec);
            Json.Obj json = new Json.Obj().put("id", state.id).put("observed", new Json.Raw(view.observed));
            if (view.inflight != null) {
                List<Json.Raw> messages = new ArrayList<>();
                for (String message : new TreeSet<>(view.inflight)) messages.add(new Json.Raw(message));
                json.put("inflight", messages);
            }
            all.add(json);
        }
        return new Json.Obj().put("states", all);
    }

    /** For each recorded state those that represent it; an error costs one of them. */
    private Json.Obj represent(Map<?, ?> request) {
        List<Json.Obj> answers = new ArrayList<>();
        for (Object recorded : (List<?>) request.get("recorded")) {
            try {
                spec.tool.allow(evaluations);
                answers.add(states(spec.represent(Values.fromJson(recorded), (Integer) request.get("limit"))));
            } catch (RuntimeException | StackOverflowError thrown) {
                answers.add(new Json.Obj().put("failure", Failure.of(thrown, spec.tool).toJson()));
            }
        }
        return new Json.Obj().put("answers", answers);
    }

    private List<State> from(Map<?, ?> request, String... names) {
        List<State> states = new ArrayList<>();
        for (String name : names) {
            for (Object id : (List<?>) request.get(name)) states.add(spec.state((Integer) id));
        }
        return states;
    }

    /** An answer, or in its place the failure that keeps the submission from having one. */
    private Json.Obj attempt(Supplier<Json.Obj> question) {
        try {
            spec.tool.allow(evaluations);
            return question.get();
        } catch (RuntimeException | StackOverflowError thrown) {
            return new Json.Obj().put("failure", Failure.of(thrown, spec.tool).toJson());
        }
    }

    /** The outcomes of several decisions from the same states; an error costs one decision. */
    private Json.Obj decide(Map<?, ?> request) {
        Steps.Closed closed = steps.hidden(from(request, "from"));
        List<Json.Obj> answers = new ArrayList<>();
        for (Object decision : (List<?>) request.get("decisions")) {
            Map<?, ?> asked = (Map<?, ?>) decision;
            answers.add(attempt(() ->
                steps.decide(closed, actions((List<?>) asked.get("actions")), strings(asked.get("expected")))));
        }
        return new Json.Obj().put("steps", answers);
    }

    /** Where Next leads to that shows no more than what comes of the decision, in what is observed and in what is in flight. */
    private Json.Obj follow(List<State> carried, List<State> all, Map<?, ?> asked) {
        List<Steps.Mapped> actions = actions((List<?>) asked.get("actions"));
        Collection<State> recorded = steps.recorded(steps.hidden(carried), actions, (String) asked.get("observed"));
        return new Json.Obj().put("states", ids(steps.follow(steps.hidden(all), recorded)));
    }

    /**
     * All that is asked at one place of a trace, in one answer: decisions from the carried states, and from these and the
     * shadow where Next leads to, all of it (if a fan is there to compare with) and what looks as the path goes on.
     */
    private Json.Obj survey(Map<?, ?> request) {
        Json.Obj answer = new Json.Obj().put("decided", attempt(() -> decide(request)));
        List<State> all = from(request, "from", "shadow");
        Object expected = request.get("expected");
        Object follow = request.get("follow");
        if (expected != null) answer.put("everything", attempt(() -> everything(all, request)));
        if (follow != null) answer.put("followed", attempt(() -> follow(from(request, "from"), all, (Map<?, ?>) follow)));
        return answer;
    }

    /** All of Next where a fan is: how the code's outcomes look, what is in flight there, what was delivered before. */
    private Json.Obj everything(List<State> from, Map<?, ?> fan) {
        List<List<Steps.Mapped>> repeats = new ArrayList<>();
        for (Object delivery : (List<?>) fan.get("repeats")) repeats.add(actions((List<?>) delivery));
        return steps.everything(from, strings(fan.get("expected")), strings(fan.get("inflight")), repeats);
    }

    private static Set<String> strings(Object json) {
        Set<String> strings = new HashSet<>();
        for (Object each : (List<?>) json) strings.add((String) each);
        return strings;
    }

    private static List<Steps.Mapped> actions(List<?> decision) {
        List<Steps.Mapped> actions = new ArrayList<>();
        for (Object each : decision) {
            Map<?, ?> action = (Map<?, ?>) each;
            List<List<Value>> lists = new ArrayList<>();
            for (Object list : (List<?>) action.get("arguments")) lists.add(values((List<?>) list));
            actions.add(new Steps.Mapped((String) action.get("action"), lists));
        }
        return actions;
    }

    private static List<Value> values(List<?> json) {
        List<Value> values = new ArrayList<>();
        for (Object each : json) values.add(Values.fromJson(each));
        return values;
    }

    private Json.Obj explore(Map<?, ?> request) {
        Explorer explorer = new Explorer(spec, properties, request, evaluations, (Integer) request.get("total"));
        return explorer.explore((Integer) request.get("states"), (Integer) request.get("walks"), (Integer) request.get("length"),
            (Integer) request.get("seed"));
    }

    /** One property, evaluated on observations or on pairs of them: the numbers of those where it is false. */
    private Json.Obj property(Map<?, ?> request) {
        String name = (String) request.get("name");
        List<Integer> no = new ArrayList<>();
        List<?> points = (List<?>) request.get("points");
        for (int i = 0; i < points.size(); i++) {
            spec.tool.allow(evaluations);
            List<?> point = (List<?>) points.get(i);
            boolean holds = point.size() == 1 ? properties.holds(name, (String) point.get(0))
                : properties.holds(name, (String) point.get(0), (String) point.get(1));
            if (!holds) no.add(i);
        }
        return new Json.Obj().put("false", no);
    }

    /** The first false conjunct of an action in a state, and the state's variables. */
    private Json.Obj why(Map<?, ?> request) {
        State state = spec.state((Integer) request.get("state"));
        Json.Obj json = new Json.Obj().put("variables", new Json.Raw(state.key));
        if (!request.containsKey("action")) return json;
        tla2sany.semantic.OpDefNode operator = spec.operator("Map_" + request.get("action"));
        Conjuncts.Blame blame = new Conjuncts(spec, state).firstFalse(operator.getBody(),
            spec.bind(operator, values((List<?>) request.get("arguments"))), 0);
        return json.put("blame", blame == null ? "" : blame.node.getLocation().toString());
    }

    /** A digest of the steps from what Init reaches, and from what represents the recorded states. */
    private Json.Obj transitions(Map<?, ?> request) {
        Transitions transitions = new Transitions(spec, Call.all((List<?>) request.get("actions")), evaluations);
        transitions.explore((Integer) request.get("states"));
        for (Object recorded : (List<?>) request.get("recorded")) transitions.represent(Values.fromJson(recorded), limit);
        return transitions.toJson();
    }

    private static List<Integer> ids(Iterable<State> states) {
        List<Integer> ids = new ArrayList<>();
        for (State state : states) ids.add(state.id);
        return ids;
    }

    private Json.Obj forget() {
        spec.forget();
        return new Json.Obj();
    }
}
