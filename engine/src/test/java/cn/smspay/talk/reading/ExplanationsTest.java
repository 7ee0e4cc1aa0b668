package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Fault;
import cn.smspay.cli.Home;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.script.Catalogue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What authors are told of rules and keys is true and whole. */
final class ExplanationsTest {
    private static final Pattern ID = Pattern.compile("\\bD[0-9]{2}\\b");

    /** A small dialogue, each of whose lines an example may replace. */
    private static final List<String> SMALL = List.of(
            "dialog: small",
            "title:",
            "  zh: 小",
            "  en: small",
            "commands: [{words: [XIAO]}]",
            "replies:",
            "  hi:",
            "    zh: 您好。",
            "    en: Hello.",
            "steps: {look: {do: balance, outcomes: {ok: {say: hi, end: done}}}}");

    private static final String ASKED = "steps: {first: {ask: %s, say: hi, next: bye}, bye: {say: hi, end: done}}";

    /** What stands around an example besides. */
    private static final Map<String, List<String>> AROUND = Map.of(
            "D05", List.of("steps: {pay: {do: pay, outcomes: {ok: {say: hi, end: done}}}}"),
            "D06", List.of("slots: {amount: {type: amount, min: \"1\", max: \"200\"}}"),
            "D10", List.of("slots: {pin: {type: pin}}", ASKED.formatted("pin")),
            "D12", List.of(ASKED.formatted("sure")),
            "D14", List.of(ASKED.formatted("amount")),
            "D15", List.of("slots: {pin: {type: pin}}", ASKED.formatted("pin")),
            "D21",
                    List.of(
                            "steps: {greet: {say: hi, next: look}, look: {do: balance, outcomes: {ok: {say: hi, end: done}}}}"));

    private static final List<String> CALL =
            List.of("ivr: \"99999\"", "start: main", "no_input: hi", "no_match: hi", "give_up: hi");

    static Stream<Rule> rules() {
        return Rule.ALL.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theBadExampleBreaksItsRuleAndTheGoodOneDoesNot(Rule rule) throws IOException {
        var bad = read(rule.id(), rule.bad());
        var good = read(rule.id(), rule.good());

        assertTrue(names(bad).contains(rule.id()), rule.bad() + " gives " + bad);
        assertFalse(names(good).contains(rule.id()), rule.good() + " gives " + good);
    }

    @Test
    void everyRuleThatTheLinterNamesIsExplainedAndNoOther() throws IOException {
        var named = new TreeSet<String>();
        var main = Home.find().resolve("engine/src/main/java/cn/smspay");
        for (String folder : List.of("talk/reading", "base/yaml", "engine")) {
            try (var files = Files.list(main.resolve(folder))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java") && !each.endsWith("Rule.java"))
                        .toList()) {
                    ID.matcher(Files.readString(file)).results().forEach(found -> named.add(found.group()));
                }
            }
        }

        assertEquals(named, Rule.ALL.stream().map(Rule::id).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void anExplanationHasTwoToFiveLines() {
        for (Rule rule : Rule.ALL) {
            int lines = Explanations.of(rule.id()).size();
            assertTrue(lines >= 2 && lines <= 5, rule.id());
        }
        for (FormatKey key : FormatKey.ALL) {
            assertTrue(key.example().contains(key.path().replaceFirst(".*\\.", "") + ":"), key.path());
        }
    }

    @Test
    void everyKeyOfTheFormatIsExplained() throws IOException {
        var known = new HashSet<>(Set.of("zh", "en"));
        var catalogue = ServiceCatalogue.catalogue();
        catalogue.actions().values().forEach(action -> {
            known.addAll(action.outcomes().keySet());
            action.inputs().forEach(input -> known.add(input.name()));
        });
        known.addAll(catalogue.notices().keySet());
        for (var type : cn.smspay.talk.script.Slot.Type.values()) {
            known.addAll(type.reasons());
            known.add(type.name().toLowerCase(java.util.Locale.ROOT));
        }
        known.add(cn.smspay.talk.script.Slot.BELOW_MIN);
        for (var role : cn.smspay.talk.script.Common.Role.values()) {
            known.add(role.name().toLowerCase(java.util.Locale.ROOT));
        }

        var missing = new TreeSet<String>();
        for (String schema : Schemas.of(catalogue, List.of("zh", "en")).values()) {
            keys(new ObjectMapper().readTree(schema), missing);
        }
        missing.removeIf(key -> known.contains(key) || !Explanations.of(key).isEmpty());

        assertEquals(Set.of(), missing);
    }

    private static void keys(JsonNode node, Set<String> found) {
        var properties = node.get("properties");
        if (properties != null) {
            properties.fieldNames().forEachRemaining(found::add);
        }
        node.forEach(child -> keys(child, found));
    }

    private static Set<String> names(List<Fault> faults) {
        return faults.stream().map(Fault::rule).collect(Collectors.toSet());
    }

    /** The faults of the shipped files together with a small one that has the example. */
    private static List<Fault> read(String rule, String example) throws IOException {
        var lines = new ArrayList<>(SMALL);
        AROUND.getOrDefault(rule, List.of()).forEach(line -> put(lines, line));
        if (rule.equals("D16")) {
            lines.remove(0);
            lines.remove("commands: [{words: [XIAO]}]");
            lines.addAll(CALL);
        }
        put(lines, example);
        var files = shipped();
        var name = rule.equals("D16") ? "ivr-scripts/small.yaml" : "dialogs/small.yaml";
        files.put(name, String.join("\n", lines) + "\n");
        return ScriptFiles.read(files, catalogue()).faults().stream()
                .filter(fault -> fault.file().equals(name) || rule.equals("D08"))
                .toList();
    }

    /** Puts a line in the place of the one with the same key; a text is that of the reply. */
    private static void put(List<String> lines, String line) {
        var key = line.substring(0, line.indexOf(':') + 1);
        if (key.equals("id:")) {
            lines.add(lines.indexOf("  hi:") + 1, "    " + line);
            return;
        }
        boolean text = key.equals("zh:");
        var written = text ? "    " + line : line;
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).startsWith(text ? "    zh:" : key)) {
                lines.set(at, written);
                return;
            }
        }
        lines.add(1, written);
    }

    /** The catalogue, and an action that may end without an answer. */
    private static Catalogue catalogue() {
        var catalogue = ServiceCatalogue.catalogue();
        var actions = new LinkedHashMap<>(catalogue.actions());
        actions.put(
                "pay",
                new Catalogue.Action(
                        "pay",
                        true,
                        List.of(),
                        Map.of("ok", Catalogue.outcome("ok"), "unknown", Catalogue.outcome("unknown"))));
        return new Catalogue(
                catalogue.guards(),
                catalogue.limits(),
                actions,
                catalogue.notices(),
                catalogue.words(),
                catalogue.begun());
    }

    private static Map<String, String> shipped() throws IOException {
        var files = new TreeMap<String, String>();
        for (String name : List.of("dialogs", "ivr-scripts")) {
            try (var paths = Files.list(Home.find().resolve(name))) {
                for (Path path :
                        paths.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                    files.put(name + "/" + path.getFileName(), Files.readString(path));
                }
            }
        }
        return files;
    }
}
