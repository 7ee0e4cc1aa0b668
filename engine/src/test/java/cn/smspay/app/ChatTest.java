package cn.smspay.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.smspay.desk.ServiceCatalogue;
import cn.smspay.script.Scripts;
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
        var scripts = Scripts.load(HOME.resolve("dialogs"), HOME.resolve("ivr-scripts"), ServiceCatalogue.catalogue())
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
            assertThat(file.faults()).isEmpty();
            var tests = file.cases().stream()
                    .map(played -> DynamicTest.dynamicTest(
                            played.title() + " (" + played.file() + ":" + played.number() + ")",
                            () -> assertThat(stage.play(played).failures()).isEmpty()));
            containers.add(DynamicContainer.dynamicContainer(file.name(), tests));
        }
        return containers;
    }

    @Test
    void aWrongExpectationIsReportedWithItsLine() {
        var failures = play("given 13800000001", "> KT", "< 您好", "bill 2", "> CX");

        assertThat(failures).hasSize(3);
        assertThat(failures.get(0)).startsWith("x.chat:4: expected 您好, got 您正申请");
        assertThat(failures.get(1)).isEqualTo("x.chat:5: expected bill 2, got 1");
        assertThat(failures.get(2)).startsWith("x.chat:6: before this, nobody expected: < 您的号码尚未开通");
    }

    @Test
    void whatCannotBeDoneIsReportedWithItsLine() {
        var failures = play("given 13800000001 rich", "then dance", "press 1", "wait soon");

        assertThat(failures).hasSize(4).allMatch(failure -> failure.contains("cannot be done"));
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
