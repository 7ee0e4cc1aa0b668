package cn.smspay.ops.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** A word with its arguments, and who says it. One thread. */
public final class Ask {
    private final String word;
    private final ObjectNode arguments;
    private final String user;
    private final Consumer<Object> progress;

    Ask(String word, ObjectNode arguments, String user, Consumer<Object> progress) {
        this.word = word;
        this.arguments = arguments;
        this.user = user;
        this.progress = progress;
    }

    public String word() {
        return word;
    }

    /** The Unix user at the other end, as the kernel says. */
    public String user() {
        return user;
    }

    /** All arguments in a fixed form, for telling requests apart. */
    public String canonical() {
        return word + " " + arguments;
    }

    /** Shows how far it is, before the answer. */
    public void progress(Object line) {
        progress.accept(line);
    }

    /** Refuses arguments of other names: a slip must not be taken for an absent argument. */
    public Ask only(String... names) {
        var known = Set.of(names);
        arguments.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        word + " knows no argument " + name + "; it takes " + String.join(", ", names));
            }
        });
        return this;
    }

    public Optional<String> text(String name) {
        return value(name, JsonNode::isTextual, "a text").map(JsonNode::asText);
    }

    public String required(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException(word + " wants " + name));
    }

    /** A text that {@code reader} understands. */
    public <T> T required(String name, Function<String, Optional<T>> reader, String right) {
        return read(name, required(name), reader, right);
    }

    public <T> Optional<T> optional(String name, Function<String, Optional<T>> reader, String right) {
        return text(name).map(text -> read(name, text, reader, right));
    }

    private static <T> T read(String name, String text, Function<String, Optional<T>> reader, String right) {
        return reader.apply(text)
                .orElseThrow(() -> new IllegalArgumentException(name + " is " + text + "; right would be " + right));
    }

    public Optional<Long> number(String name) {
        return value(name, JsonNode::isIntegralNumber, "a whole number").map(JsonNode::asLong);
    }

    public long requiredNumber(String name) {
        return number(name).orElseThrow(() -> new IllegalArgumentException(word + " wants " + name));
    }

    /** Whether a switch is on; absent is off. */
    public boolean on(String name) {
        return value(name, JsonNode::isBoolean, "true or false")
                .map(JsonNode::asBoolean)
                .orElse(false);
    }

    public List<String> texts(String name) {
        var found = new ArrayList<String>();
        value(name, JsonNode::isArray, "a list").ifPresent(list -> list.forEach(each -> found.add(each.asText())));
        return found;
    }

    private Optional<JsonNode> value(String name, Function<JsonNode, Boolean> isRight, String right) {
        var value = arguments.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!isRight.apply(value)) {
            throw new IllegalArgumentException(name + " must be " + right);
        }
        return Optional.of(value);
    }
}
