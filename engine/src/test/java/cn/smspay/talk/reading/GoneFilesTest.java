package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Fault;
import cn.smspay.cli.Home;
import cn.smspay.talk.actions.ServiceCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an author reads who deletes, renames or empties one of the shipped files ({@link ScriptFiles}): one line for one cause. */
final class GoneFilesTest {
    private static final Map<String, String> shipped = new TreeMap<>();

    /** Nothing else needs them: no text tells to send their words. */
    private static final Set<String> NEEDED_BY_NONE = Set.of("ivr-scripts/10086.yaml", "ivr-scripts/12588.yaml");

    @BeforeAll
    static void read() throws IOException {
        for (String folder : List.of("dialogs", "ivr-scripts")) {
            try (var paths = Files.list(Home.find().resolve(folder))) {
                for (Path path :
                        paths.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                    shipped.put(folder + "/" + path.getFileName(), Files.readString(path));
                }
            }
        }
    }

    private static List<Fault> faults(Map<String, String> files) {
        return ScriptFiles.read(files, ServiceCatalogue.catalogue()).faults();
    }

    @Test
    void eachFileThatIsDeletedIsMissedInOneLine() {
        var wrong = new ArrayList<String>();
        for (String file : shipped.keySet()) {
            var files = new TreeMap<>(shipped);
            files.remove(file);
            var faults = faults(files);
            if (faults.size() != (NEEDED_BY_NONE.contains(file) ? 0 : 1)) {
                wrong.add(file + " deleted: " + faults);
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void eachFileThatIsEmptiedIsOneFaultOfItsOwn() {
        var wrong = new ArrayList<String>();
        for (String file : shipped.keySet()) {
            var files = new TreeMap<>(shipped);
            files.put(file, "");
            var faults = faults(files);
            if (faults.size() != 1 || !faults.get(0).toString().startsWith(file + ":1: D19 the file is empty; ")) {
                wrong.add(file + " emptied: " + faults);
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    /** A dialogue is called as its first line says; only the two files that all share have names of their own. */
    @Test
    void aDialogueMayStandInAFileOfAnyName() {
        for (String file :
                shipped.keySet().stream().filter(each -> !each.contains("/_")).toList()) {
            var files = new TreeMap<>(shipped);
            files.put(file.replace(".yaml", "-2009.yaml"), files.remove(file));
            assertEquals(List.of(), faults(files), file);
        }
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "dialogs/_common.yaml | dialogs/_comon.yaml | rename it to _common.yaml",
                "dialogs/_common.yaml | dialogs/common.yaml | rename it to _common.yaml",
                "dialogs/_common.yaml | dialogs/_commons.yaml | rename it to _common.yaml",
                "dialogs/_notices.yaml | dialogs/_notice.yaml | rename it to _notices.yaml",
                "dialogs/_notices.yaml | dialogs/notices.yaml | rename it to _notices.yaml",
                "dialogs/_notices.yaml | dialogs/_notices2.yaml | rename it to _notices.yaml",
                "dialogs/kt.yaml | dialogs/_kt.yaml | only _common.yaml and _notices.yaml in dialogs/ begin with _",
                "ivr-scripts/12588.yaml | ivr-scripts/_12588.yaml | only _common.yaml and _notices.yaml in dialogs/ begin"
            })
    void aNameThatKeepsAFileFromBeingReadIsTheOneFault(String file, String renamed, String message) {
        var files = new TreeMap<>(shipped);
        files.put(renamed, files.remove(file));

        var faults = faults(files);

        assertEquals(1, faults.size(), faults.toString());
        assertTrue(
                faults.get(0).toString().startsWith(renamed + ":1: D19 is not read because of its name"),
                faults.toString());
        assertTrue(faults.get(0).toString().contains(message), faults.toString());
    }

    @Test
    void aSecondFileOfWhatIsSharedIsNotReadInSilence() {
        var files = new TreeMap<>(shipped);
        files.put("dialogs/_notices-new.yaml", shipped.get("dialogs/_notices.yaml"));

        assertEquals(
                "[dialogs/_notices-new.yaml:1: D19 is not read because of its name: only _common.yaml and _notices.yaml in"
                        + " dialogs/ begin with _]",
                faults(files).toString());
    }

    @Test
    void theDialogueThatTheServiceBeginsItselfMustBeThere() {
        var files = new TreeMap<>(shipped);
        files.remove("dialogs/pay.yaml");

        assertTrue(
                faults(files)
                        .toString()
                        .startsWith("[dialogs/pay.yaml:1: D19 there is no dialogue \"pay\", which the service begins"),
                faults(files).toString());
    }
}
