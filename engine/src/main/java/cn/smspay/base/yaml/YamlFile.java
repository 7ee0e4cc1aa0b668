package cn.smspay.base.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads YAML without its types: every scalar is the text that the author wrote. The node tree, unlike a stream of tokens,
 * also tells flow style from block style, where a comma inside braces would silently cut a reply.
 */
public final class YamlFile {
    /** Characters of a file; the largest honest one has a tenth of it, and the parser takes seconds for megabytes. */
    public static final int TEXT_MAX = 256 * 1024;

    /** Deeper nesting than any honest file has. */
    private static final int DEPTH_MAX = 30;

    private static final String RULE = "D19";

    private final String file;
    private final List<String> lines;
    private final Faults faults;

    private YamlFile(String file, List<String> lines, Faults faults) {
        this.file = file;
        this.lines = lines;
        this.faults = faults;
    }

    /** The root mapping, or null with a fault. */
    public static @Nullable Node read(String file, String text, Faults faults) {
        if (text.length() > TEXT_MAX) {
            faults.add(file, 1, RULE, tooLong(text.length()));
            return null;
        }
        var lines = List.of(text.split("\r\n|\r|\n", -1));
        try {
            var options = new LoaderOptions();
            options.setNestingDepthLimit(DEPTH_MAX);
            options.setMaxAliasesForCollections(0);
            var root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (!(root instanceof MappingNode)) {
                faults.add(file, 1, RULE, notAMapping(file, root == null));
                return null;
            }
            return new YamlFile(file, lines, faults).node(root, false);
        } catch (YAMLException e) {
            var mistake = YamlMistake.of(lines, e);
            faults.add(new Place(file, mistake.line(), mistake.column()), RULE, mistake.words());
        }
        return null;
    }

    /** What an author is told about a file that is longer than {@link #TEXT_MAX}. */
    public static String tooLong(long length) {
        return "the file has " + length / 1024 + " KB; at most " + TEXT_MAX / 1024 + " KB are read: split it in two";
    }

    private Node node(org.yaml.snakeyaml.nodes.Node raw, boolean inFlow) {
        var place = place(raw.getStartMark());
        if (raw.getAnchor() != null) {
            faults.add(place, RULE, YamlMistake.quote('&'));
        } else if (raw.getTag().getValue().startsWith("!") || begins(raw.getStartMark(), '!')) {
            faults.add(place, RULE, YamlMistake.quote('!'));
        }
        if (raw instanceof MappingNode mapping) {
            boolean flow = inFlow || mapping.getFlowStyle() == FlowStyle.FLOW;
            return Node.mapping(place, flow, fields(mapping, flow));
        }
        if (raw instanceof SequenceNode list) {
            boolean flow = inFlow || list.getFlowStyle() == FlowStyle.FLOW;
            var items = new ArrayList<Node>();
            list.getValue().forEach(item -> items.add(node(item, flow)));
            return Node.list(place, flow, items);
        }
        var scalar = (ScalarNode) raw;
        boolean folds = scalar.getScalarStyle() != ScalarStyle.LITERAL && scalar.getScalarStyle() != ScalarStyle.FOLDED;
        int last = scalar.getEndMark().getLine();
        if (folds
                && !scalar.getValue().isEmpty()
                && last > scalar.getStartMark().getLine()) {
            faults.add(
                    place,
                    RULE,
                    scalar.getValue().startsWith("-")
                            ? "write a space behind each dash of a list"
                            : "what stands here goes on in line " + (last + 1) + "; write it on one line");
        }
        return Node.text(place, inFlow, isCut(scalar), scalar.getValue());
    }

    private boolean begins(Mark mark, char sign) {
        var line = lines.get(mark.getLine());
        int at = line.offsetByCodePoints(0, mark.getColumn());
        return at < line.length() && line.charAt(at) == sign;
    }

    /** Whether a remark stands behind a text without quotes: {@code 现金账户 #<cash>元} ends before the sign. */
    private boolean isCut(ScalarNode scalar) {
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN || scalar.getValue().isEmpty()) {
            return false;
        }
        var end = scalar.getEndMark();
        var line = lines.get(end.getLine());
        return line.substring(line.offsetByCodePoints(0, end.getColumn()))
                .strip()
                .startsWith("#");
    }

    private Map<String, Node.Field> fields(MappingNode mapping, boolean flow) {
        var fields = new LinkedHashMap<String, Node.Field>();
        for (var pair : mapping.getValue()) {
            var place = place(pair.getKeyNode().getStartMark());
            if (begins(pair.getKeyNode().getStartMark(), '\t')) {
                faults.add(place, RULE, "a tab stands before the key; indent with spaces");
                continue;
            }
            if (!(pair.getKeyNode() instanceof ScalarNode key)) {
                faults.add(place, RULE, "a key must be a plain word");
            } else if (fields.containsKey(key.getValue())) {
                faults.add(place, RULE, "\"" + key.getValue() + "\" stands here twice; remove one");
            } else {
                fields.put(
                        key.getValue(),
                        new Node.Field(place, node(pair.getValueNode(), flow).under(place.line())));
            }
        }
        return fields;
    }

    private Place place(Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String notAMapping(String file, boolean empty) {
        var begins = file.endsWith("/_common.yaml")
                ? "languages: [zh]"
                : file.endsWith("/_notices.yaml")
                        ? "notices:"
                        : file.startsWith("ivr-scripts/") ? "ivr: \"12588\"" : "dialog: kt";
        return "the file is " + (empty ? "empty" : "not a mapping") + "; it begins with a line like \"" + begins + '"';
    }
}
