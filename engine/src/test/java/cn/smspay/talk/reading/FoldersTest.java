package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Fault;
import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.actions.ServiceCatalogue;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link ScriptFolder} on folders as authors leave them, and {@link KeyLint} on what they write. */
final class FoldersTest {
    @TempDir
    private Path folder;

    private final TreeMap<String, String> files = new TreeMap<>();
    private final Faults faults = new Faults();

    private String read() {
        new ScriptFolder(folder, "dialogs/", files, faults).read();
        return faults.all().stream().map(Fault::toString).collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource({
        "kt.yaml, true, ''",
        "KT.yaml, true, ''",
        "kt.yml, false, 'dialogs/kt.yml: D19 is not read because of its name; rename it to kt.yaml'",
        "kt.YAML, false, rename it to kt.yaml",
        "kt.yaml.txt, false, rename it to kt.yaml",
        ".kt.yaml.swp, false, looks like a copy that an editor made",
        "kt.yaml~, false, looks like a copy",
        "kt.yaml.bak, false, looks like a copy",
        "#kt.yaml#, false, looks like a copy",
        "kt.chat, false, ''",
        "kt.CHAT, false, dialogs/kt.CHAT: D19 (warning) is not played because of its name; rename it to kt.chat",
        "kt.chat.txt, false, rename it to kt.chat",
        "kt.chats, false, rename it to kt.chat",
        "kt.caht, false, rename it to kt.chat",
        "kt.chat~, false, looks like a copy",
        "readme.txt, false, ''",
        "notes~, false, ''",
    })
    void whatLooksLikeAFileOfAuthorsIsReadOrNamed(String name, boolean isRead, String fault) throws IOException {
        Files.writeString(folder.resolve(name), "dialog: kt\n");

        var said = read();

        assertTrue(said.contains(fault), said);
        assertEquals(fault.isEmpty(), said.isEmpty(), said);
        assertEquals(isRead ? Set.of("dialogs/" + name) : Set.of(), files.keySet());
    }

    @Test
    void foldersBesideTheFilesAreNotReadAndThatIsSaid() throws IOException {
        Files.createDirectories(folder.resolve("old/deep"));
        Files.writeString(folder.resolve("old/deep/kt.yaml"), "x");
        Files.createDirectories(folder.resolve("schema"));
        Files.writeString(folder.resolve("schema/x.yaml"), "x");
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".git/x.yaml"), "x");
        Files.createDirectories(folder.resolve("b.yaml"));
        Files.createDirectories(folder.resolve("tests"));
        Files.writeString(folder.resolve("tests/kt.chat"), "x");

        assertEquals(
                "dialogs/b.yaml: D19 is a folder, not a file;"
                        + " dialogs/old/deep/kt.yaml: D19 is not read here; move it to dialogs/;"
                        + " dialogs/tests/kt.chat: D19 (warning) is not played here; move it to dialogs/",
                read());
        assertTrue(files.isEmpty());
    }

    @Test
    void linksStayWithinTheFolder() throws IOException {
        var outside = Files.writeString(Files.createTempFile("other", ".yaml"), "x");
        Files.createSymbolicLink(folder.resolve("a.yaml"), outside);
        Files.createSymbolicLink(folder.resolve("b.yaml"), folder.resolve("gone"));
        Files.writeString(folder.resolve("real.txt"), "y");
        Files.createSymbolicLink(folder.resolve("c.yaml"), folder.resolve("real.txt"));

        var said = read();
        Files.delete(outside);

        assertTrue(said.contains("dialogs/a.yaml: D19 is a link that leaves the folder"), said);
        assertTrue(said.contains("dialogs/b.yaml: D19 is a link to " + folder.resolve("gone")), said);
        assertEquals("y", files.get("dialogs/c.yaml"));
    }

    @Test
    void whatIsTooLongOrNoUtf8IsNotRead() throws IOException {
        Files.writeString(folder.resolve("long.yaml"), "x".repeat(256 * 1024 + 1));
        Files.writeString(folder.resolve("most.yaml"), "x".repeat(256 * 1024));
        Files.write(folder.resolve("gbk.yaml"), "a: 1\nb: 现金\n".getBytes(Charset.forName("GBK")));

        var said = read();

        assertEquals(Set.of("dialogs/most.yaml"), files.keySet());
        assertTrue(said.contains("dialogs/gbk.yaml:2: D19 "), said);
        assertTrue(said.contains("at most 256 KB are read: split it in two"), said);
    }

    @Test
    void aFolderThatIsNotThereIsAFault() {
        new ScriptFolder(folder.resolve("none"), "dialogs/", files, faults).read();

        assertEquals(
                "dialogs/:1: D19 there is no such folder", faults.all().get(0).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "查询请按1，充值请按2 | 12",
                "返回请按星号键，结束请按井号键 | *#",
                "请按数字键三 | 3",
                "确认按 9 | 9",
                "Press 1 for balance, press the star key to go back | *1",
                "press pound, or PRESS SEVEN | #7",
                "press onerous | ",
                "按时缴费 | ",
            })
    void keysAreFoundInWhatIsSaid(String text, String keys) {
        var found = KeyLint.spoken(text).stream().map(String::valueOf).sorted().collect(Collectors.joining());

        assertEquals(
                keys == null
                        ? ""
                        : keys.chars()
                                .sorted()
                                .mapToObj(c -> String.valueOf((char) c))
                                .collect(Collectors.joining()),
                found);
    }

    /** That the shared files are not there either needs no line. */
    @Test
    void aFolderThatIsNotThereIsOneFault() {
        var faults = ScriptFiles.load(folder.resolve("none"), folder, ServiceCatalogue.catalogue())
                .faults();

        assertEquals(
                "[dialogs/:1: D19 there is no such folder]",
                faults.stream().map(Fault::toString).toList().toString());
    }
}
