package cn.smspay.web.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The looks at an engine by their words, the same by whichever door: {@code status}, {@code top}, {@code bind.list}. Thread-safe. */
public final class EngineViewByWord {
    private static final String CALL = "call";

    private EngineViewByWord() {}

    /** What each word shows, in the order in which they are explained. */
    public static Map<String, Supplier<Object>> of(EngineView truth) {
        var looks = new LinkedHashMap<String, Supplier<Object>>();
        looks.put("status", () -> Map.of("status", truth.status(), "binds", truth.binds(), "alarms", truth.alarms()));
        looks.put("top", () -> Map.of("talks", truth.talks()));
        looks.put(
                "calls",
                () -> Map.of(
                        "calls",
                        truth.talks().stream()
                                .filter(talk -> talk.kind().equals(CALL))
                                .toList()));
        looks.put("alarms", () -> Map.of("alarms", truth.alarms()));
        looks.put("quarantine.list", () -> Map.of("quarantine", truth.quarantine()));
        looks.put("bind.list", () -> Map.of("binds", truth.binds()));
        looks.put("trunk.list", () -> Map.of("trunks", truth.trunks()));
        looks.put("traffic", truth::traffic);
        return looks;
    }
}
