package cn.smspay.base.yaml;

import java.util.List;
import java.util.Map;

/**
 * A value in a file as it was written, with its place. Scalars are raw text: {@code 012345} stays six digits and {@code no}
 * stays a word.
 *
 * @param file that it stands in
 * @param flow whether it stands inside braces or brackets
 * @param remark whether it is a text without quotes with a remark behind it, which may have been meant as its end
 */
public record Node(
        Shape shape,
        Place place,
        boolean flow,
        boolean remark,
        String text,
        Map<String, Field> fields,
        List<Node> items) {
    public enum Shape {
        TEXT,
        MAPPING,
        LIST
    }

    /**
     * A key of a mapping, and its value.
     *
     * @param place where the key stands
     */
    public record Field(Place place, Node value) {
        public int line() {
            return place.line();
        }
    }

    public static Node text(Place place, boolean flow, boolean remark, String text) {
        return new Node(Shape.TEXT, place, flow, remark, text, Map.of(), List.of());
    }

    public static Node list(Place place, boolean flow, List<Node> items) {
        return new Node(Shape.LIST, place, flow, false, "", Map.of(), items);
    }

    public static Node mapping(Place place, boolean flow, Map<String, Field> fields) {
        return new Node(Shape.MAPPING, place, flow, false, "", fields, List.of());
    }

    /** A mapping without keys, where the file has none. */
    public static Node empty(String file, int line) {
        return mapping(Place.line(file, line), false, Map.of());
    }

    public String file() {
        return place.file();
    }

    public int line() {
        return place.line();
    }

    /** This node as the value of a key: what an author calls its place is the line of the key. */
    public Node under(int keyLine) {
        return isText() ? this : new Node(shape, Place.line(file(), keyLine), flow, remark, text, fields, items);
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
