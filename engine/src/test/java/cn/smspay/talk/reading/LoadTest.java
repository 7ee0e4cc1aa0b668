package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.YamlFile;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoadTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void copyTheShippedFiles() throws IOException {
        var root = Path.of(System.getProperty("smspay.root", ".."));
        for (String each : new String[] {"dialogs", "ivr-scripts"}) {
            Files.createDirectory(folder.resolve(each));
            try (var paths = Files.list(root.resolve(each))) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    Files.copy(path, folder.resolve(each).resolve(path.getFileName()));
                }
            }
        }
    }

    @Test
    void readsEveryScalarAsTheAuthorWroteIt() {
        var faults = new Faults();

        var node = YamlFile.read("t.yaml", "pin: 012345\nyes: no\ntime: 09:30\nbig: 1_000\nempty:\n", faults);

        assertNotNull(node);
        assertEquals("012345", node.fields().get("pin").value().text());
        assertEquals("no", node.fields().get("yes").value().text());
        assertEquals("09:30", node.fields().get("time").value().text());
        assertEquals("1_000", node.fields().get("big").value().text());
        assertEquals("", node.fields().get("empty").value().text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dialog: a~b: {x | t.yaml:2:4: D19 a text that begins with \"{\" must stand in quotes",
                "dialog: a~~  b: [1 | t.yaml:3:6: D19 a text that begins with \"[\" must stand in quotes",
                "dialog: a~~ say: x: y | t.yaml:3: D19 line 1 has a value already, and line 3 is indented below it",
                "a: b: c | t.yaml:1:5: D19 a text that contains \": \" must stand in quotes",
                "a:~\tb: c | t.yaml:2:1: D19 the line is indented with a tab; indent with spaces",
                "- a | t.yaml:1: D19 the file is not a mapping",
                "a: 1~--- ~b: 2 | t.yaml:2: D19 \"---\" begins a second document",
                "[a]: 1 | t.yaml:1:1: D19 a key must be a plain word",
                "a: 1~b: 2~a: 3 | t.yaml:3:1: D19 \"a\" stands here twice; remove one",
                "a: &x [1]~b: [*x, *x] | t.yaml:2:5: D19 references like *x are not read here"
            })
    void saysAtWhichLineAFileIsNotYaml(String text, String message) {
        var faults = new Faults();

        YamlFile.read("t.yaml", text.replace('~', '\n'), faults);

        assertTrue(faults.all().toString().contains(message), faults.all().toString());
    }

    @Test
    void givesUpOnNestingThatNoFileHas() {
        var faults = new Faults();

        YamlFile.read("t.yaml", "a: " + "[".repeat(10_000), faults);

        assertEquals(1, faults.all().size());
    }

    @Test
    void namesTheFileThatIsNotUtf8() throws IOException {
        Files.write(folder.resolve("dialogs/kt.yaml"), "dialog: 开户".getBytes(java.nio.charset.Charset.forName("GBK")));

        var loaded = load();

        assertTrue(loaded.faults()
                .toString()
                .contains("dialogs/kt.yaml:1: D19 is not UTF-8 text here; it looks like GBK"));
    }

    @Test
    void saysThatTheCommonFileIsMissing() throws IOException {
        Files.delete(folder.resolve("dialogs/_common.yaml"));

        assertEquals(
                "[dialogs/_common.yaml:1: D19 this file is missing; what all dialogues share stands in it]",
                load().faults().toString());
    }

    @Test
    void saysThatAFolderIsMissing() {
        var loaded = ScriptFiles.load(
                folder.resolve("nowhere"), folder.resolve("ivr-scripts"), ServiceCatalogue.catalogue());

        assertTrue(loaded.faults().get(0).toString().startsWith("dialogs/:1: D19 there is no such folder"));
    }

    @Test
    void givesAChangedMeaningANewVersionAndLeavesTheOthersAlone() throws IOException {
        var before = load().orThrow();
        var file = folder.resolve("dialogs/tx.yaml");
        Files.writeString(file, Files.readString(file).replace("ask_amount", "ask_sum"), StandardCharsets.UTF_8);

        var after = load().orThrow();

        assertNotEquals(version(before, "tx"), version(after, "tx"));
        assertEquals(version(before, "hf"), version(after, "hf"));
    }

    @Test
    void listsWhatIsSpokenInCalls() {
        var spoken = load().orThrow().spoken();

        assertTrue(spoken.stream().anyMatch(reply -> reply.texts().toString().contains("查询余额请按1。")));
        assertTrue(spoken.stream().noneMatch(reply -> reply.id().equals("T02")));
    }

    @Test
    void listsTheWordsThatStandForAPlaceholderOfWhatIsSpoken() {
        var texts =
                load().orThrow().spokenTexts("zh").stream().map(Template::text).toList();

        assertTrue(texts.containsAll(List.of("未登记", "受限", "充值卡账户", "缴话费", "您没有交易记录。")), texts.toString());
        assertEquals(List.of(), load().orThrow().unspeakable("zh"));
    }

    @Test
    void findsPlaceholdersThatNobodyCanRecord() throws IOException {
        var file = folder.resolve("ivr-scripts/12588.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("3到7个工作日到账。", "3到7个工作日到<bank>。")
                        .replace("It takes 3 to 7 working days to arrive.", "It arrives at <bank>."),
                StandardCharsets.UTF_8);

        var found = load().orThrow().unspeakable("zh");

        assertEquals(1, found.size());
        assertTrue(found.get(0).contains("<bank> may be any text"), found.get(0));
    }

    private Loaded load() {
        return ScriptFiles.load(folder.resolve("dialogs"), folder.resolve("ivr-scripts"), ServiceCatalogue.catalogue());
    }

    private static String version(Scripts scripts, String dialog) {
        return Objects.requireNonNull(scripts.dialogs().get(dialog)).version();
    }
}
