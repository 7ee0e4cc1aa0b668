package cn.smspay.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.yaml.Fault;
import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Node;
import cn.smspay.base.yaml.YamlFile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OverridesTest {
    private final Faults faults = new Faults();

    private Node apply(Map<String, String> environment, String... sets) {
        var root = Objects.requireNonNull(YamlFile.read(
                "x.yaml",
                "node: a\nsmsc:\n  - name: main\n    port: 1\n  - name: Second\n    port: 2\nsms:\n",
                faults));
        return Overrides.apply(root, environment, List.of(sets), faults);
    }

    /** The text at the end of a path. */
    private static String at(Node root, String path) {
        var node = root;
        for (String step : path.split("\\.")) {
            node = step.matches("[0-9]")
                    ? node.items().get(Integer.parseInt(step))
                    : Objects.requireNonNull(node.fields().get(step)).value();
        }
        return node.text();
    }

    private String words() {
        return String.join("; ", faults.all().stream().map(Fault::text).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "node=b, node, b",
        "node=a=b, node, a=b",
        "node=, node, ''",
        "new.key.deep=1, new.key.deep, 1",
        "smsc.main.port=7, smsc.0.port, 7",
        "smsc.SECOND.port=7, smsc.1.port, 7",
        "smsc.1.port=7, smsc.1.port, 7",
        "smsc.0.host=h, smsc.0.host, h",
        "sms.help_per_hour=3, sms.help_per_hour, 3",
    })
    void aSettingOfTheCommandLineIsLaidOverTheFile(String set, String path, String value) {
        var root = apply(Map.of(), set);

        assertEquals(value, at(root, path));
        assertEquals("", words());
    }

    @ParameterizedTest
    @CsvSource({
        "node, --set node is not of the form key.of.setting=value",
        "=b, --set =b is not of the form key.of.setting=value",
        ".=b, --set .=b is not of the form key.of.setting=value",
        "smsc.third.port=1, 'there is no \"third\" in the list of line 2'",
        "smsc.2.port=1, 'there is no \"2\" in the list of line 2'",
    })
    void whatNamesNothingIsAFault(String set, String fault) {
        var root = apply(Map.of(), set);

        assertEquals(fault, words());
        assertEquals("a", at(root, "node"), "the rest stays as it was");
    }

    @Test
    void theEnvironmentSaysItWithUnderscoresAndTheCommandLineWins() {
        var root = apply(
                Map.of("SMSPAY_NODE", "e", "SMSPAY_SMSC__MAIN__PORT", "9", "OTHER", "x", "SMSPAY_SMS__A_B", "1"),
                "node=c");

        assertEquals("c", at(root, "node"));
        assertEquals("9", at(root, "smsc.0.port"));
        assertEquals("1", at(root, "sms.a_b"));
        assertEquals("", words());
    }
}
