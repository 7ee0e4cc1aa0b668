package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Home;
import cn.smspay.talk.desk.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Plays every transcript that is shipped. */
final class ChatTest {
    private static final Path HOME = Home.find();
    private static ChatStage stage;

    @BeforeAll
    static void readDialogues() {
        var scripts = ScriptFiles.load(
                        HOME.resolve("dialogs"), HOME.resolve("ivr-scripts"), ServiceCatalogue.catalogue())
                .scripts();
        stage = new ChatStage(HOME, Objects.requireNonNull(scripts));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @TestFactory
    List<DynamicContainer> everyTranscriptGoesAsWritten() throws IOException {
        var containers = new ArrayList<DynamicContainer>();
        for (Path path : ChatFile.in(HOME.resolve("dialogs"), HOME.resolve("ivr-scripts"))) {
            var file = ChatFile.read(path, HOME);
            assertEquals(List.of(), file.faults());
            var tests = file.cases().stream()
                    .map(played -> DynamicTest.dynamicTest(
                            played.title() + " (" + played.file() + ":" + played.number() + ")",
                            () -> assertEquals(List.of(), stage.play(played).failures())));
            containers.add(DynamicContainer.dynamicContainer(file.name(), tests));
        }
        return containers;
    }

    @Test
    void aWrongExpectationIsReportedWithItsLine() {
        var failures = play("given 13800000001", "> KT", "< 您好", "bill 2", "> CX");

        assertEquals(3, failures.size(), failures.toString());
        assertTrue(failures.get(0).startsWith("x.chat:4: expected 您好, got 您正申请"), failures.get(0));
        assertEquals("x.chat:5: expected bill 2, got 1", failures.get(1));
        assertTrue(failures.get(2).startsWith("x.chat:6: before this, nobody expected: < "), failures.get(2));
    }

    @Test
    void whatCannotBeDoneIsReportedWithItsLine() {
        var failures = play("given 13800000001 rich", "then dance", "press 1", "wait soon");

        assertEquals(4, failures.size(), failures.toString());
        assertTrue(failures.stream().allMatch(failure -> failure.contains("cannot be done")), failures.toString());
    }

    private static List<String> play(String... texts) {
        var lines = new ArrayList<ChatFile.Line>();
        for (String text : texts) {
            int space = text.indexOf(' ');
            lines.add(
                    new ChatFile.Line("x.chat", lines.size() + 2, text.substring(0, space), text.substring(space + 1)));
        }
        return stage.play(new ChatFile.Case("x.chat", 1, "", lines)).failures();
    }
}
