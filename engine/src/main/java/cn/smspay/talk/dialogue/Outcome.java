package cn.smspay.talk.dialogue;

import java.util.List;
import java.util.Map;

/**
 * How an action ended.
 *
 * @param name one of the outcomes that the catalogue lists for it
 * @param values its outputs; words as keys
 * @param rows its lines
 */
public record Outcome(String name, Map<String, String> values, List<Row> rows) {
    /** One line of a listing. */
    public record Row(String sort, Map<String, String> values) {}

    /** Its outputs may be passwords, so only the name prints. */
    @Override
    public String toString() {
        return "Outcome[" + name + ']';
    }
}
