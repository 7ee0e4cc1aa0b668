package cn.smspay.build;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which package may use which: the design, as a table. A new package gets its line here first. */
final class FloorPlan {
    static final Map<String, Set<String>> USES = new LinkedHashMap<>();

    private static final String GROUND = "money ids vault store yaml";

    static {
        // ground
        floor("money", "");
        floor("ids", "");
        floor("yaml", "");
        floor("svg", "");
        floor("vault", "ids");
        floor("store", "");
        // floor 1
        floor("ledger", "money ids store");
        floor("billing", "money ids store svg");
        floor("outbox", "ids store vault");
        floor("script", "money ids yaml");
        floor("speech", "money ids yaml");
        floor("dialogue", "money ids script");
        floor("accounts", GROUND + " ledger");
        // floor 2
        floor("desk", GROUND + " ledger accounts script dialogue outbox billing");
        // floor 3
        floor("sms", GROUND + " outbox billing desk");
        // floor 4: wires
        floor("smpp", "ids sms");
        floor("ivr", GROUND + " desk speech");
        floor("http", GROUND + " ledger billing outbox accounts desk sms smpp ivr");
        floor("simulator", "ids sms smpp");
        // roof
        floor("config", String.join(" ", USES.keySet()));
        floor("app", String.join(" ", USES.keySet()));
    }

    /** Libraries that only these packages may touch: foreign types stop at the wire. */
    static final Map<String, List<String>> FOREIGN = Map.of(
            "com.cloudhopper..", List.of("smpp", "simulator"),
            "javax.sip..", List.of("ivr"),
            "gov.nist..", List.of("ivr"),
            "org.sqlite..", List.of("store"),
            "org.bouncycastle..", List.of("vault"),
            "picocli..", List.of("app"),
            "org.jline..", List.of("app"),
            "io.[micrometer|prometheus]..", List.of("http"),
            "com.fasterxml.jackson..", List.of("accounts", "billing", "app", "script", "dialogue", "desk", "speech"),
            "org.yaml..", List.of("yaml"));

    private FloorPlan() {}

    private static void floor(String name, String uses) {
        USES.put(name, new TreeSet<>(uses.isEmpty() ? List.of() : Arrays.asList(uses.split(" "))));
    }
}
