package cn.smspay.net.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of a query or of a form. It does not print: there are passwords among them. */
public final class FormFields {
    private final Map<String, List<String>> values;

    private FormFields(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads {@code a=1&b=2} as browsers write it.
     *
     * @throws Refused 400 if an escape or the UTF-8 is wrong, or there are more fields than allowed
     */
    static FormFields read(String text, int fieldsMax) {
        var values = new LinkedHashMap<String, List<String>>();
        var pairs = text.isEmpty() ? new String[0] : text.split("&", -1);
        if (pairs.length > fieldsMax) {
            throw new HttpRefusal(Problems.BAD_REQUEST.detail("more than " + fieldsMax + " fields"));
        }
        for (var pair : pairs) {
            int equals = pair.indexOf('=');
            var name = read(equals < 0 ? pair : pair.substring(0, equals));
            values.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(equals < 0 ? "" : read(pair.substring(equals + 1)));
        }
        values.remove("");
        return new FormFields(values);
    }

    private static String read(String text) {
        return Percent.decode(text, true)
                .orElseThrow(() -> new HttpRefusal(Problems.BAD_REQUEST.detail("an escape in the fields is wrong")));
    }

    /**
     * The only value of a field, as it was sent; empty if the field is not there.
     *
     * @throws Refused 400 if it is there twice: nobody knows which of both is meant
     */
    public Optional<String> get(String name) {
        var all = all(name);
        if (all.size() > 1) {
            throw new HttpRefusal(Problems.BAD_REQUEST.detail("the field " + name + " is given twice"));
        }
        return all.stream().findFirst();
    }

    /** The only value of a field, or an empty text. */
    public String text(String name) {
        return get(name).orElse("");
    }

    /** Every value of a field, for boxes to tick. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** @throws Refused 400 if any field is there twice */
    public FormFields eachOnce() {
        values.keySet().forEach(this::get);
        return this;
    }

    public Set<String> names() {
        return Set.copyOf(values.keySet());
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    @Override
    public String toString() {
        return "Fields" + values.keySet();
    }
}
