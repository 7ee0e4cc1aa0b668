package cn.smspay.base.yaml;

import java.util.List;
import java.util.Map;

/**
 * A value in a file as it was written, with its place. Scalars are raw text: {@code 012345} stays six digits and {@code no}
 * stays a word.
 *
 * @param file that it stands in
 * @param line from 1
 * @param flow whether it stands inside braces or brackets
 */
public record Node(
        Shape shape, String file, int line, boolean flow, String text, Map<String, Field> fields, List<Node> items) {
    public enum Shape {
        TEXT,
        MAPPING,
        LIST
    }

    /** A key of a mapping, with the line that it stands on, and its value. */
    public record Field(int line, Node value) {}

    /** This node as the value of a key: what an author calls its place is the line of the key. */
    public Node under(int keyLine) {
        return isText() ? this : new Node(shape, file, keyLine, flow, text, fields, items);
    }

    public boolean isText() {
        return shape == Shape.TEXT;
    }

    public boolean isMapping() {
        return shape == Shape.MAPPING;
    }

    public boolean isList() {
        return shape == Shape.LIST;
    }
}
