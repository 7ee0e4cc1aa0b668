package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Home;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What authors make by files alone: a greeting by the time of day, three a day, a survey, a voice submenu. */
final class MadeByFilesTest {
    private static final Path HOME = Home.find();
    private static final Path MADE = HOME.resolve("engine/src/test/resources/authors");
    private static ChatStage stage;
    private static final TestStages stages = new TestStages();
    private static Scripts scripts;
    private static ChatLog log;

    @BeforeAll
    static void read() throws IOException {
        scripts = scripts();
        log = new ChatLog();
        stage = new LocalStage(log, stages);
    }

    @AfterAll
    static void close() {
        stage.close();
        log.close();
        stages.close();
    }

    private static Scripts scripts() throws IOException {
        var files = new TreeMap<String, String>();
        add(HOME, files);
        add(MADE, files);
        files.computeIfPresent(
                "dialogs/_common.yaml",
                (name, text) -> text + "holidays: [2009-10-01..2009-10-08, 2010-01-01..2010-01-03]\n"
                        + "workdays: [2009-12-06, 2010-01-09]\n");
        var loaded = ScriptFiles.read(files, ServiceCatalogue.catalogue());
        assertEquals(
                List.of(),
                loaded.faults().stream().filter(fault -> !fault.warning()).toList());
        return Objects.requireNonNull(loaded.scripts());
    }

    private static void add(Path home, Map<String, String> files) throws IOException {
        for (String folder : List.of("dialogs", "ivr-scripts")) {
            try (Stream<Path> paths = Files.list(home.resolve(folder))) {
                for (Path path :
                        paths.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                    files.put(folder + "/" + path.getFileName(), Files.readString(path));
                }
            }
        }
    }

    @TestFactory
    List<DynamicTest> everyTranscriptGoesAsWritten() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (Path path : ChatFile.in(MADE.resolve("dialogs"), MADE.resolve("ivr-scripts"))) {
            var file = ChatFile.read(path, HOME, scripts);
            assertEquals(List.of(), file.faults());
            file.cases()
                    .forEach(played -> tests.add(DynamicTest.dynamicTest(
                            path.getFileName() + ": " + played.title(),
                            () -> assertEquals(
                                    List.of(), stage.play(played, scripts).failures()))));
        }
        assertTrue(tests.size() > 10, "only " + tests.size() + " cases were found");
        return tests;
    }

    @Test
    void everyWayOfASurveyIsDraftedAndGoesAsDrafted(@TempDir Path folder) throws IOException {
        var wrong = new ArrayList<String>();
        var nothing = new ChatRun(HOME, wrong::add, false, progress -> {}, stages);
        nothing.play(List.of(), scripts, false);

        nothing.draft(scripts, folder, folder, name -> name.equals("dc.chat"));

        var drafted = folder.resolve("dc.chat");
        var run = new ChatRun(folder, wrong::add, false, progress -> {}, stages);
        run.play(List.of(drafted), scripts, false);
        assertEquals(List.of(), wrong);
        assertEquals(
                List.of(),
                run.missing(scripts).stream()
                        .filter(way -> way.startsWith("dc"))
                        .toList());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(drafted), files.toList());
        }
    }
}
