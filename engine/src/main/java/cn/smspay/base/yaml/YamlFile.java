package cn.smspay.base.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads YAML without its types: every scalar is the text that the author wrote. The node tree, unlike a stream of tokens,
 * also tells flow style from block style, where a comma inside braces would silently cut a reply.
 */
public final class YamlFile {
    /** Deeper nesting than any honest file has. */
    private static final int DEPTH_MAX = 30;

    private final String file;
    private final Faults faults;

    private YamlFile(String file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    /** The root mapping, or null with a fault. */
    public static @Nullable Node read(String file, String text, Faults faults) {
        try {
            var options = new LoaderOptions();
            options.setNestingDepthLimit(DEPTH_MAX);
            options.setMaxAliasesForCollections(0);
            var root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (!(root instanceof MappingNode)) {
                faults.add(file, 1, "D19", "the file is not a mapping; it begins with a line like \"dialog: kt\"");
                return null;
            }
            return new YamlFile(file, faults).node(root, false);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            faults.add(file, line, "D19", "not YAML: " + e.getProblem() + advice(e));
        } catch (YAMLException e) {
            faults.add(file, 1, "D19", "not YAML: " + e.getMessage());
        }
        return null;
    }

    private static String advice(MarkedYAMLException e) {
        var problem = String.valueOf(e.getProblem());
        if (problem.contains("'\\t'") || problem.contains("TAB")) {
            return "; indent with spaces, not tabs";
        }
        return problem.contains("mapping values") ? "; put a text that contains \": \" in quotes" : "";
    }

    private Node node(org.yaml.snakeyaml.nodes.Node raw, boolean inFlow) {
        int line = raw.getStartMark().getLine() + 1;
        if (raw instanceof MappingNode mapping) {
            boolean flow = inFlow || mapping.getFlowStyle() == FlowStyle.FLOW;
            return new Node(Node.Shape.MAPPING, file, line, flow, "", fields(mapping, flow), List.of());
        }
        if (raw instanceof SequenceNode list) {
            boolean flow = inFlow || list.getFlowStyle() == FlowStyle.FLOW;
            var items = new ArrayList<Node>();
            list.getValue().forEach(item -> items.add(node(item, flow)));
            return new Node(Node.Shape.LIST, file, line, flow, "", Map.of(), items);
        }
        return new Node(Node.Shape.TEXT, file, line, inFlow, ((ScalarNode) raw).getValue(), Map.of(), List.of());
    }

    private Map<String, Node.Field> fields(MappingNode mapping, boolean flow) {
        var fields = new LinkedHashMap<String, Node.Field>();
        for (var pair : mapping.getValue()) {
            int line = pair.getKeyNode().getStartMark().getLine() + 1;
            if (!(pair.getKeyNode() instanceof ScalarNode key)) {
                faults.add(file, line, "D19", "a key must be a plain word");
            } else if (fields.containsKey(key.getValue())) {
                faults.add(file, line, "D19", "\"" + key.getValue() + "\" stands here twice; remove one");
            } else {
                fields.put(
                        key.getValue(),
                        new Node.Field(line, node(pair.getValueNode(), flow).under(line)));
            }
        }
        return fields;
    }
}
