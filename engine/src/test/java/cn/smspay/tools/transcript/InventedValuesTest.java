package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.ValueKind;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that {@link InventedValues} gives where an action was not performed. */
final class InventedValuesTest {
    private static Scripts scripts;

    @BeforeAll
    static void read() {
        var home = Path.of(System.getProperty("smspay.root", ".."));
        scripts = ScriptFiles.load(home.resolve("dialogs"), home.resolve("ivr-scripts"), ServiceCatalogue.catalogue())
                .orThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "MONEY, 9, 1.00",
        "DIGITS, 16, 1111",
        "DIGITS, 2, 11",
        "COUNT, 3, 1",
        "DATE, 10, 2009-11-02",
        "TIME, 16, 2009-11-02 09:00",
        "TEXT, 40, xxxx",
        "TEXT, 1, x"
    })
    void aValueIsOfItsKindAndFitsItsWidth(ValueKind kind, int width, String value) {
        var outcome = InventedValues.outcome(Catalogue.outcome("ok", Catalogue.output("it", kind, width)), scripts);
        assertEquals("ok", outcome.name());
        assertEquals(value, outcome.values().get("it"));
    }

    @Test
    void aWordIsOneThatTheFilesTranslate() {
        var made = InventedValues.outcome(Catalogue.outcome("ok", Catalogue.output("it", ValueKind.WORD, 9)), scripts)
                .values()
                .get("it");
        assertTrue(scripts.common().words().containsKey(made), made);
    }

    @Test
    void anOutcomeWithoutValuesHasNone() {
        assertEquals(
                0,
                InventedValues.outcome(Catalogue.outcome("gone"), scripts)
                        .values()
                        .size());
    }
}
