package cn.smspay.tools.transcript;

import cn.smspay.talk.dialogue.Outcome;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Scripts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values for an action that was not performed. */
public final class InventedValues {
    private static final int TAIL = 4;

    private InventedValues() {}

    /** An end of an action with a value for each of its outputs, and no lines. */
    public static Outcome outcome(Catalogue.ActionOutcome sort, Scripts scripts) {
        return new Outcome(sort.name(), values(sort, scripts), List.of());
    }

    /** A value for each output. */
    static Map<String, String> values(Catalogue.ActionOutcome sort, Scripts scripts) {
        var values = new LinkedHashMap<String, String>();
        sort.outputs().values().forEach(output -> values.put(output.name(), value(output, scripts)));
        return values;
    }

    private static String value(Catalogue.Output output, Scripts scripts) {
        return switch (output.kind()) {
            case MONEY -> "1.00";
            case DIGITS -> "1".repeat(Math.min(output.width(), TAIL));
            case COUNT -> "1";
            case DATE -> "2009-11-02";
            case TIME -> "2009-11-02 09:00";
            case WORD ->
                scripts.common().words().keySet().stream().sorted().findFirst().orElse("");
            case TEXT -> "x".repeat(Math.min(output.width(), TAIL));
        };
    }
}
