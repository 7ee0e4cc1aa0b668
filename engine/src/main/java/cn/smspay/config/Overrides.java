package cn.smspay.config;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Node;
import cn.smspay.base.yaml.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Settings that stand outside the file: {@code --set smsc.main.host=…} and {@code SMSPAY_SMSC__MAIN__HOST=…}. They are laid
 * over the file before it is read, so that they are checked like it; the command line wins over the environment.
 */
final class Overrides {
    private static final String PREFIX = "SMSPAY_";

    /** Where a setting stands that stands in no file. */
    private static final String HERE = "--set or environment";

    private Overrides() {}

    static Node apply(Node root, Map<String, String> environment, List<String> sets, Faults faults) {
        var changed = root;
        for (var variable : environment.entrySet()) {
            if (variable.getKey().startsWith(PREFIX)) {
                var path = variable.getKey()
                        .substring(PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .split("__");
                changed = with(changed, List.of(path), variable.getValue(), faults);
            }
        }
        for (String set : sets) {
            int equals = set.indexOf('=');
            var path = List.of(set.substring(0, Math.max(0, equals)).split("\\."));
            if (path.isEmpty() || path.contains("")) {
                faults.add(HERE, 0, "", "--set " + set + " is not of the form key.of.setting=value");
            } else {
                changed = with(changed, path, set.substring(equals + 1), faults);
            }
        }
        return changed;
    }

    /** Lists are entered by the {@code name} of an item, or by its place counted from 0. */
    private static Node with(Node node, List<String> path, String value, Faults faults) {
        if (path.isEmpty()) {
            return text(value);
        }
        var key = path.get(0);
        var rest = path.subList(1, path.size());
        if (node.isList()) {
            var items = new ArrayList<>(node.items());
            boolean found = false;
            for (int i = 0; i < items.size(); i++) {
                if (key.equals(Integer.toString(i)) || key.equalsIgnoreCase(name(items.get(i)))) {
                    items.set(i, with(items.get(i), rest, value, faults));
                    found = true;
                }
            }
            if (!found) {
                faults.add(HERE, 0, "", "there is no \"" + key + "\" in the list of line " + node.line());
            }
            return Node.list(node.place(), node.flow(), items);
        }
        var fields = new LinkedHashMap<>(node.fields());
        var known = fields.get(key);
        var below = known == null ? emptyMapping() : known.value();
        fields.put(key, new Node.Field(Place.line(HERE, 0), with(below, rest, value, faults)));
        return Node.mapping(node.place(), node.flow(), fields);
    }

    private static String name(Node item) {
        var name = item.fields().get("name");
        return name == null ? "" : name.value().text();
    }

    private static Node emptyMapping() {
        return Node.empty(HERE, 0);
    }

    private static Node text(String value) {
        return Node.text(Place.line(HERE, 0), false, false, value);
    }
}
