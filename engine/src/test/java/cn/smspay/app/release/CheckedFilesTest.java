package cn.smspay.app.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.cli.Home;
import cn.smspay.config.AuthorSettings;
import cn.smspay.engine.LocalConfig;
import cn.smspay.testing.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes before subscribers: files without a fault, whose recordings are there and whose transcripts go as written. */
final class CheckedFilesTest {
    private static final Path HOME = Home.find();
    private static final String CASE = """
            case a balance
            given 13800000001 registered cash=0.05
            > CX
            < 现金账户0.05元，充值卡账户0.00元，合计0.05元，提现在途0.00元。
            end cx done
            state none
            """;

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private Path dialogs;
    private Path scripts;

    /** The shipped files with one transcript. */
    @BeforeEach
    void copy() throws IOException {
        dialogs = Files.createDirectory(folder.resolve("dialogs"));
        scripts = Files.createDirectory(folder.resolve("ivr-scripts"));
        for (var name : List.of("dialogs", "ivr-scripts")) {
            try (var files = Files.list(HOME.resolve(name))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                    Files.copy(file, folder.resolve(name).resolve(file.getFileName()));
                }
            }
        }
        for (var recordings : List.of("prompts", "prompts-en")) {
            Files.createSymbolicLink(
                    scripts.resolve(recordings), HOME.resolve("ivr-scripts").resolve(recordings));
        }
        Files.writeString(dialogs.resolve("cx.chat"), CASE);
    }

    private AuthorSettings settings(Map<String, Set<String>> agents) {
        var config = LocalConfig.of(HOME, folder.resolve("data"), new Secret(World.KEY), 1);
        return new AuthorSettings(dialogs, scripts, AuthorSettings.of(config).limits(), agents);
    }

    private CheckedFiles checked() throws IOException {
        return CheckedFiles.of(settings(Map.of()), HOME, told::add);
    }

    private void edit(Path file, String from, String to) throws IOException {
        var text = Files.readString(file);
        assertTrue(text.contains(from), from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void whatIsInOrderIsHandedOnAsItWasRead() throws IOException {
        var checked = checked();

        var files = checked.files();
        assertNotNull(files, told.toString());
        assertEquals(Files.readString(dialogs.resolve("cx.yaml")), files.get("dialogs/cx.yaml"));
        assertTrue(checked.report().matches("[0-9]+ dialogues in order, 1 transcripts as written"), checked.report());
    }

    @Test
    void aFaultIsToldAndNothingElseIsTried() throws IOException {
        edit(dialogs.resolve("cx.yaml"), "dialog: cx", "dialog: CX");

        var checked = checked();

        assertNull(checked.files());
        assertEquals("the files are at fault", checked.report());
        assertTrue(
                told.stream().anyMatch(line -> line.contains("dialogs/cx.yaml") && line.contains("D03")),
                told::toString);
    }

    @Test
    void aTranscriptThatGoesOtherwiseHoldsThemBack() throws IOException {
        edit(dialogs.resolve("cx.chat"), "合计0.05元", "合计0.06元");

        var checked = checked();

        assertNull(checked.files());
        assertEquals("transcripts went otherwise", checked.report());
        assertTrue(told.stream().anyMatch(line -> line.contains("cx.chat:4")), told::toString);
    }

    @Test
    void aRecordingThatIsMissingHoldsThemBack() throws IOException {
        Files.delete(scripts.resolve("prompts"));
        Files.createDirectory(scripts.resolve("prompts"));

        assertNotNull(checked().files(), "no call comes in");
        var checked = CheckedFiles.of(settings(Map.of("voice.agi", Set.of("10086"))), HOME, told::add);

        assertNull(checked.files());
        assertEquals("recordings are missing", checked.report());
        assertFalse(told.isEmpty());
    }

    @Test
    void filesThatChangeWhileTheyAreCheckedAreCheckedAgain() throws IOException {
        // A warning is told when they have been read and nothing has been played yet.
        edit(dialogs.resolve("cx.yaml"), "title:\n", "title:\n  fr: solde\n");
        var edited = new boolean[1];

        var checked = CheckedFiles.of(settings(Map.of()), HOME, line -> {
            told.add(line);
            if (!edited[0]) {
                edited[0] = true;
                try {
                    edit(dialogs.resolve("cx.yaml"), "合计<total>元", "共计<total>元");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });

        assertTrue(edited[0], "something is told while they are checked");
        assertNull(checked.files());
        assertEquals("changed meanwhile", checked.report());
    }
}
