package sysmobench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One fairness condition of the contract: weak or strong, of the disjunction of some mapped actions. */
final class Fairness {
    final boolean strong;
    final List<Call> calls;

    Fairness(boolean strong, List<Call> calls) {
        this.strong = strong;
        this.calls = calls;
    }

    static List<Fairness> all(List<?> json) {
        List<Fairness> all = new ArrayList<>();
        for (Object each : json) {
            Map<?, ?> condition = (Map<?, ?>) each;
            all.add(new Fairness("strong".equals(condition.get("strength")), Call.all((List<?>) condition.get("actions"))));
        }
        return all;
    }
}
