package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Fault;
import cn.smspay.cli.Home;
import cn.smspay.config.AuthorSettings;
import cn.smspay.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are in order by themselves and do not fit the settings; read without the keys that authors do not have. */
final class ScriptGateTest {
    @TempDir
    Path folder;

    private AuthorSettings settings;

    @BeforeEach
    void copies() throws IOException {
        for (String name : List.of("dialogs", "ivr-scripts")) {
            Files.createDirectories(folder.resolve(name));
            try (var files = Files.list(Home.find().resolve(name))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                    Files.copy(file, folder.resolve(name).resolve(file.getFileName()));
                }
            }
        }
        settings = ConfigReader.authors(Home.find().resolve("conf/smspay.yaml"), Map.of())
                .in(folder.resolve("dialogs"), folder.resolve("ivr-scripts"));
    }

    @Test
    void theFilesThatAreShippedFitTheSettingsThatAreShipped() {
        assertEquals(List.of(), new ScriptGate(settings).open().faults());
    }

    @Test
    void aQuestionThatNoAmountCanAnswerIsRefused() throws IOException {
        assertEquals(
                List.of(
                        "dialogs/hf.yaml D14 no amount fits \"amount\": its \"min\" is 5000.00, its \"max\" is 1000.00"),
                faults("dialogs/hf.yaml", "min: \"0.01\"", "min: \"5000.00\""));
    }

    @Test
    void anAgentWhomNoDoorKnowsIsRefused() throws IOException {
        var faults = faults("ivr-scripts/12588.yaml", "transfer: \"10086\"", "transfer: \"10087\"");

        assertEquals(settings.agents().size(), faults.size(), faults.toString());
        assertTrue(faults.get(0).contains("\"10087\" is not among the \"agents\" of voice."), faults.toString());
    }

    private List<String> faults(String file, String good, String bad) throws IOException {
        var path = folder.resolve(file);
        var text = Files.readString(path);
        assertTrue(text.contains(good));
        Files.writeString(path, text.replace(good, bad));
        var loaded = new ScriptGate(settings).open();
        assertNull(loaded.scripts());
        return loaded.faults().stream().map(ScriptGateTest::words).toList();
    }

    private static String words(Fault fault) {
        return fault.file() + " " + fault.rule() + " " + fault.text().replaceFirst(" by the settings$", "");
    }
}
