package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the production start says of its settings before it serves: all that is wrong at once, and how it ends then. */
final class RunCommandTest {
    private static final String CHECK = "run --check --conf ~/conf/smspay.yaml";

    @TempDir
    private Path home;

    private Premises premises;

    @BeforeEach
    void furnish() throws IOException {
        premises = new Premises(home).withDatabase();
    }

    @ParameterizedTest
    @CsvSource({"xml, 2", "TEXT, 2", "'', 2", "text, 0", "json, 0"})
    void logsAreTextOrJson(String format, int code) {
        premises.ends(code, code == 2 ? "--log wants text or json, not " + format : null, CHECK + " --log=" + format);
    }

    @Test
    void whatIsInOrderIsSaidToBeSo() {
        premises.ends(0, "Settings and dialogue files are in order.", CHECK);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws IOException {
        premises.file("var/billing", "");

        premises.file("var/smspay.db", "this is no database, whatever its name says");

        premises.ends(2, "billing is a file, not a folder", CHECK);

        assertTrue(premises.said().contains("the file is damaged, or is no database"), premises.said());
    }

    /** A fault of settings is one of usage, a fault of the folder one of the machine; a check has one code for both. */
    @Test
    void aStartTellsSettingsFromTheFolder() throws IOException {
        premises.file("var/billing", "");

        premises.ends(2, "billing is a file, not a folder", CHECK);
        premises.ends(3, "billing is a file, not a folder", "run --conf ~/conf/smspay.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log: {levels: {sms.smpp: debug}} | 0 | in order",
                "log: {levels: {com.cloudhopper: debug}} | 2 | log.levels",
                "log: {levels: {sms.smpp: loud}} | 2 | right would be one of error, warn"
            })
    void levelsAreOfOurOwnParts(String settings, int code, String words) throws IOException {
        premises.more(settings + "\n");

        premises.ends(code, words, CHECK);
    }

    /** Only where there is neither folder do those that the program carries serve. */
    @Test
    void whereNoDialogueFilesAreThoseOfTheProgramServe() {
        premises.ends(0, "are in order", CHECK + " --set dialogs=none --set ivr_scripts=none");
        premises.forget();

        int code = premises.run(CHECK + " --set dialogs=none");

        assertEquals(2, code, premises.said());
        assertTrue(premises.said().contains("there is no such folder"), premises.said());
    }

    @Test
    void aDialogueThatIsWrongIsFoundByTheCheck() throws IOException {
        premises.folder("mine");
        premises.file("mine/bad.yaml", "dialog: bad\n");

        premises.ends(2, "D19", CHECK + " --set dialogs=mine");
    }
}
