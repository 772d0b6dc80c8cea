package sysmobench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnLambdaValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueVec;
import util.UniqueString;

/**
 * TLA+ values and JSON. Booleans, integers and strings are themselves; a sequence is an array; a function whose domain
 * is strings (a record, too) an object; a set {@code {"#set":[…]}}; a model value {@code {"#model":"v"}}; any other
 * function {@code {"#fun":[[key,value],…]}}. The empty function, record and sequence are one value, {@code []}.
 *
 * <p>The canonical text of a value is its JSON without spaces, keys and elements sorted by their own canonical text.
 * Equal values have equal texts, whatever TLC's inner form of them is. TLC's own {@code equals} will not do: it
 * raises an error where types differ.
 */
public final class Values {
    private static final Map<UniqueString, String> QUOTED = new HashMap<>();

    /** Values inside values; readers of JSON give up at some depth, and nobody means one like this. */
    private static final int DEEPEST = 100;

    private static int depth;

    /** How deep inside a text values are remembered: a variable's value, a field of what is observed, and one node's share of it. */
    private static final int REMEMBERED = 3;

    /** So many texts are remembered, then all are forgotten. */
    private static final int MOST_REMEMBERED = 20_000;

    /** Texts by object, not by value: what a step leaves unchanged is the same object in the state after it. */
    private static final Map<Value, String> KNOWN = new IdentityHashMap<>();

    private Values() {}

    /** The value that a parsed JSON document stands for. */
    public static Value fromJson(Object json) {
        Value value;
        if (json instanceof Boolean) value = (Boolean) json ? BoolValue.ValTrue : BoolValue.ValFalse;
        else if (json instanceof Integer) value = IntValue.gen((Integer) json);
        else if (json instanceof String) value = new StringValue((String) json);
        else if (json instanceof List) value = new TupleValue(fromList((List<?>) json));
        else if (json instanceof Map) value = fromMap((Map<?, ?>) json);
        else throw new IllegalArgumentException("no TLA+ value: " + json);
        value.deepNormalize();
        return value;
    }

    private static Value[] fromList(List<?> list) {
        Value[] values = new Value[list.size()];
        for (int i = 0; i < values.length; i++) values[i] = fromJson(list.get(i));
        return values;
    }

    private static Value fromMap(Map<?, ?> map) {
        if (map.size() == 1) {
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            if (only.getKey().equals("#model")) return ModelValue.make((String) only.getValue());
            if (only.getKey().equals("#set")) {
                ValueVec elements = new ValueVec();
                for (Value value : fromList((List<?>) only.getValue())) elements.addElement(value);
                return new SetEnumValue(elements, false);
            }
            if (only.getKey().equals("#fun")) return fromPairs((List<?>) only.getValue());
        }
        UniqueString[] names = new UniqueString[map.size()];
        Value[] values = new Value[names.length];
        int i = 0;
        for (Map.Entry<?, ?> field : map.entrySet()) {
            names[i] = UniqueString.uniqueStringOf((String) field.getKey());
            values[i++] = fromJson(field.getValue());
        }
        return names.length == 0 ? new TupleValue(values) : new RecordValue(names, values, false);
    }

    private static Value fromPairs(List<?> pairs) {
        Value[] domain = new Value[pairs.size()];
        Value[] values = new Value[domain.length];
        for (int i = 0; i < domain.length; i++) {
            List<?> pair = (List<?>) pairs.get(i);
            domain[i] = fromJson(pair.get(0));
            values[i] = fromJson(pair.get(1));
        }
        return new FcnRcdValue(domain, values, false);
    }

    /**
     * Whether two values are certainly not equal. What is evaluated only when it is needed stays so behind the first
     * difference. For values in unlike inner forms nothing is certain, and their texts have to be compared.
     */
    static boolean differ(Value one, Value other) {
        if (one == other) return false;
        if (one instanceof FcnLambdaValue) return other instanceof FcnLambdaValue && differ(one.toFcnRcd(), other.toFcnRcd());
        if (one.getKind() != other.getKind()) return false;
        if (one instanceof IntValue) return ((IntValue) one).val != ((IntValue) other).val;
        if (one instanceof BoolValue) return ((BoolValue) one).val != ((BoolValue) other).val;
        if (one instanceof StringValue) return !((StringValue) one).val.equals(((StringValue) other).val);
        if (one instanceof TupleValue) return differ(((TupleValue) one).elems, ((TupleValue) other).elems);
        if (one instanceof RecordValue) {
            RecordValue left = (RecordValue) one;
            RecordValue right = (RecordValue) other;
            return Arrays.equals(left.names, right.names) && differ(left.values, right.values);
        }
        if (one instanceof FcnRcdValue) {
            FcnRcdValue left = (FcnRcdValue) one;
            FcnRcdValue right = (FcnRcdValue) other;
            return left.domain != null && right.domain != null && sameNames(left.domain, right.domain) && differ(left.values, right.values);
        }
        return false;
    }

    private static boolean differ(Value[] some, Value[] others) {
        if (some.length != others.length) return true;
        for (int i = 0; i < some.length; i++) {
            if (differ(some[i], others[i])) return true;
        }
        return false;
    }

    /** Whether two domains are the same strings in the same order. */
    private static boolean sameNames(Value[] some, Value[] others) {
        if (some == others) return true;
        if (some.length != others.length) return false;
        for (int i = 0; i < some.length; i++) {
            if (!(some[i] instanceof StringValue) || !(others[i] instanceof StringValue)) return false;
            if (!((StringValue) some[i]).val.equals(((StringValue) others[i]).val)) return false;
        }
        return true;
    }

    /** The canonical text of a value; an infinite or undefined value raises TLC's error, one too deep to be read a failure. */
    public static String canonical(IValue value) {
        StringBuilder out = new StringBuilder(64);
        write(out, (Value) value);
        return out.toString();
    }

    private static void write(StringBuilder out, Value value) {
        if (depth >= DEEPEST) throw new Failure(Failure.Kind.EVALUATION, "a value more than " + DEEPEST + " deep");
        boolean remember = depth < REMEMBERED && isComposed(value);
        String known = remember ? KNOWN.get(value) : null;
        if (known != null) {
            out.append(known);
            return;
        }
        int begin = out.length();
        depth++;
        try {
            writeValue(out, value);
        } finally {
            depth--;
        }
        if (!remember) return;
        if (KNOWN.size() >= MOST_REMEMBERED) KNOWN.clear();
        KNOWN.put(value, out.substring(begin));
    }

    private static boolean isComposed(Value value) {
        return value instanceof FcnRcdValue || value instanceof RecordValue || value instanceof TupleValue || value instanceof SetEnumValue;
    }

    private static void writeValue(StringBuilder out, Value value) {
        if (value instanceof StringValue) out.append(quoted(((StringValue) value).val));
        else if (value instanceof IntValue || value instanceof BoolValue) out.append(value.toString().toLowerCase(java.util.Locale.ROOT));
        else if (value instanceof ModelValue) {
            out.append("{\"#model\":");
            Json.quote(out, value.toString());
            out.append('}');
        } else if (value instanceof TupleValue) {
            writeAll(out, "[", texts(((TupleValue) value).elems), "]");
        } else if (value instanceof RecordValue) {
            RecordValue record = (RecordValue) value;
            String[] keys = new String[record.names.length];
            for (int i = 0; i < keys.length; i++) keys[i] = quoted(record.names[i]);
            writeObject(out, keys, record.values);
        } else if (value instanceof FcnRcdValue) {
            FcnRcdValue function = (FcnRcdValue) value;
            writeFunction(out, domain(function), function.values);
        } else {
            writeOther(out, value);
        }
    }

    /** Values that TLC keeps in a lazy form: sets by predicate, unions, functions by expression. */
    private static void writeOther(StringBuilder out, Value value) {
        Value function = value.toFcnRcd();
        if (function != null) {
            write(out, function);
            return;
        }
        SetEnumValue set = (SetEnumValue) value.toSetEnum();
        if (set == null) throw new Failure(Failure.Kind.EVALUATION, "a value that TLC cannot enumerate: " + value);
        List<String> elements = texts(set.elems.toArray());
        Collections.sort(elements);
        List<String> distinct = new ArrayList<>();
        for (String element : elements) {
            if (distinct.isEmpty() || !distinct.get(distinct.size() - 1).equals(element)) distinct.add(element);
        }
        writeAll(out, "{\"#set\":[", distinct, "]}");
    }

    private static Value[] domain(FcnRcdValue function) {
        if (function.intv == null) return function.domain;
        Value[] keys = new Value[function.values.length];
        for (int i = 0; i < keys.length; i++) keys[i] = IntValue.gen(function.intv.low + i);
        return keys;
    }

    private static void writeFunction(StringBuilder out, Value[] domain, Value[] values) {
        String[] keys = new String[domain.length];
        boolean strings = true;
        for (int i = 0; i < keys.length; i++) {
            strings &= domain[i] instanceof StringValue;
            keys[i] = canonical(domain[i]);
        }
        if (strings) writeObject(out, keys, values);
        else writePairs(out, keys, values);
    }

    /** A function whose domain is strings; {@code keys} are their quoted texts. This is where most of the time goes. */
    private static void writeObject(StringBuilder out, String[] keys, Value[] values) {
        for (String key : keys) {
            if (key.startsWith("\"#")) { // it could be taken for a set or a model value
                writePairs(out, keys, values);
                return;
            }
        }
        if (keys.length == 0) {
            out.append("[]");
            return;
        }
        int[] order = sorted(keys);
        for (int i = 0; i < order.length; i++) {
            out.append(i == 0 ? '{' : ',').append(keys[order[i]]).append(':');
            write(out, values[order[i]]);
        }
        out.append('}');
    }

    /** The positions of the keys in their order; by insertion, since there are few, and most are sorted already. */
    private static int[] sorted(String[] keys) {
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            int at = i;
            for (; at > 0 && keys[order[at - 1]].compareTo(keys[i]) > 0; at--) order[at] = order[at - 1];
            order[at] = i;
        }
        return order;
    }

    private static void writePairs(StringBuilder out, String[] keys, Value[] values) {
        TreeMap<String, String> entries = new TreeMap<>();
        for (int i = 0; i < keys.length; i++) entries.put(keys[i], canonical(values[i]));
        List<String> sequence = asSequence(entries);
        if (sequence != null) {
            writeAll(out, "[", sequence, "]");
            return;
        }
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, String> entry : entries.entrySet()) pairs.add("[" + entry.getKey() + "," + entry.getValue() + "]");
        writeAll(out, "{\"#fun\":[", pairs, "]}");
    }

    private static String quoted(UniqueString text) {
        return QUOTED.computeIfAbsent(text, key -> {
            StringBuilder out = new StringBuilder();
            Json.quote(out, key.toString());
            return out.toString();
        });
    }

    /** The values in order when the keys are 1..n, else null. */
    private static List<String> asSequence(Map<String, String> entries) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= entries.size(); i++) {
            String value = entries.get(Integer.toString(i));
            if (value == null) return null;
            values.add(value);
        }
        return values;
    }

    private static List<String> texts(Value[] values) {
        List<String> texts = new ArrayList<>(values.length);
        for (Value value : values) texts.add(canonical(value));
        return texts;
    }

    private static void writeAll(StringBuilder out, String open, List<String> parts, String close) {
        out.append(open).append(String.join(",", parts)).append(close);
    }
}
