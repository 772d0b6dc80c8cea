package sysmobench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As much of JSON as the protocol needs: maps, lists, strings, integers, booleans; no floating point, no null inside. */
public final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Parses one document into Map, List, String, Integer, Boolean or null. */
    public static Object parse(String text) {
        Json parser = new Json(text);
        Object value = parser.value();
        parser.space();
        if (parser.at != text.length()) throw parser.bad("the end");
        return value;
    }

    private Object value() {
        space();
        switch (peek()) {
            case '{': return object();
            case '[': return array();
            case '"': return string();
            case 't': return word("true", Boolean.TRUE);
            case 'f': return word("false", Boolean.FALSE);
            case 'n': return word("null", null);
            default: return number();
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> fields = new LinkedHashMap<>();
        at++;
        space();
        if (taken('}')) return fields;
        do {
            space();
            String key = string();
            space();
            if (!taken(':')) throw bad("':'");
            fields.put(key, value());
            space();
        } while (taken(','));
        if (!taken('}')) throw bad("'}'");
        return fields;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        at++;
        space();
        if (taken(']')) return elements;
        do {
            elements.add(value());
            space();
        } while (taken(','));
        if (!taken(']')) throw bad("']'");
        return elements;
    }

    private String string() {
        if (!taken('"')) throw bad("a string");
        StringBuilder out = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = text.charAt(at++);
            switch (escape) {
                case 'n': out.append('\n'); break;
                case 't': out.append('\t'); break;
                case 'r': out.append('\r'); break;
                case 'b': out.append('\b'); break;
                case 'f': out.append('\f'); break;
                case 'u':
                    out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                    at += 4;
                    break;
                default: out.append(escape);
            }
        }
        at++;
        return out.toString();
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) throw bad(word);
        at += word.length();
        return value;
    }

    private Object number() {
        int start = at;
        if (peek() == '-') at++;
        while (at < text.length() && Character.isDigit(text.charAt(at))) at++;
        if (start == at) throw bad("a value");
        return Integer.valueOf(text.substring(start, at));
    }

    private char peek() {
        if (at >= text.length()) throw bad("more");
        return text.charAt(at);
    }

    private boolean taken(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void space() {
        while (at < text.length() && text.charAt(at) <= ' ') at++;
    }

    private IllegalArgumentException bad(String expected) {
        return new IllegalArgumentException("JSON: expected " + expected + " at " + at);
    }

    /** Appends a string with its quotes and escapes. Only ASCII comes out, so that no encoding can be guessed wrong. */
    public static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c >= ' ' && c < 0x7f) out.append(c);
            else out.append(String.format("\\u%04x", (int) c));
        }
        out.append('"');
    }

    /** An object under construction; values are strings, numbers, booleans, other objects, lists, or {@link Raw} JSON. */
    public static final class Obj {
        private final StringBuilder out = new StringBuilder("{");

        public Obj put(String key, Object value) {
            if (out.length() > 1) out.append(',');
            quote(out, key);
            out.append(':');
            write(out, value);
            return this;
        }

        @Override
        public String toString() {
            return out + "}";
        }
    }

    /** Text that is JSON already. */
    public static final class Raw {
        private final String text;

        public Raw(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static void write(StringBuilder out, Object value) {
        if (value instanceof String) {
            quote(out, (String) value);
        } else if (value instanceof Iterable) {
            out.append('[');
            String comma = "";
            for (Object element : (Iterable<?>) value) {
                out.append(comma);
                write(out, element);
                comma = ",";
            }
            out.append(']');
        } else {
            out.append(value); // numbers, booleans, Obj, Raw
        }
    }
}
