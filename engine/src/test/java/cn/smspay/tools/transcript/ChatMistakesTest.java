package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Home;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of mistakes in transcripts: each is one line, at its place, that says what would be right ({@link ChatReader}, {@link ChatVerb},
 * {@link ChatWord}, {@link ChatArguments}, {@link ChatValues}, {@link ChatNames}, {@link ChatText.Said}, {@link ChatPlayer}). */
final class ChatMistakesTest {
    private static final Path HOME = Home.find();
    private static final TestStages stages = new TestStages();
    private static Scripts scripts;

    @TempDir
    private Path folder;

    @BeforeAll
    static void readFiles() {
        scripts = ScriptFiles.load(HOME.resolve("dialogs"), HOME.resolve("ivr-scripts"), ServiceCatalogue.catalogue())
                .orThrow();
    }

    @AfterAll
    static void close() {
        stages.close();
    }

    static Stream<Arguments> mistakes() throws IOException {
        try (var table = Objects.requireNonNull(
                ChatMistakesTest.class.getResourceAsStream("/mistakes-in-transcripts.txt"), "no table of mistakes")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> line.split(" \\|\\| ", -1))
                            .map(cells -> Arguments.of(cells[0], cells[1], cells[2]))
                            .toList()
                            .stream();
        }
    }

    private List<String> play(Path... files) throws IOException {
        var lines = new ArrayList<String>();
        new ChatRun(folder, lines::add, false, progress -> {}, stages).play(List.of(files), scripts, false);
        return lines;
    }

    /** @param place line, or line and column, as they are printed */
    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isToldOnceAtItsPlace(String written, String place, String message) throws IOException {
        var text = written.replace('~', '\n')
                .replace("⇥", "\t")
                .replace("⌁", "\u200B")
                .replace("␣", "\u00A0");
        var file = Files.writeString(folder.resolve("x.chat"), text);

        var told = play(file);

        var all = String.join("\n", told);
        var faults = told.stream()
                .map(String::strip)
                .filter(line -> line.startsWith("x.chat") && !line.matches("x\\.chat:[0-9]+: case .*"))
                .toList();
        assertEquals(1, faults.size(), all);
        assertTrue(faults.get(0).startsWith("x.chat:" + place + ": "), all);
        assertTrue(all.contains(message), all);
        assertTrue(
                !all.contains("Exception") && !all.contains("For input string") && !all.contains("could not be parsed"),
                all);
    }

    /** Lines that look odd and are meant. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            \uFEFFcase a~given 13800000001 registered cash=100~> CX~< …
            case a~given 13800000001 registered cash=100   card=50~> CX~< 现金账户100.00元…
            case a~given 13800000001 card_bound cash=1.5 registered~clock 2009-11-02 09:00:01~wait 90s~> cx~< …~cash 1.5~card 0
            case a~given 13800000001~given 13800000002 unknown~as 13800000002~> KT~< …
            case a~as 13300000001~> KT~< …
            case a~given 13800000001~> #~< …~# a remark~state none
            case a~given 13800000001 registered status=单向停机 brand=全球通 province=湖南~> CX~< …
            case a~given 13800000001 registered card_bound=6222 bank=招商银行~stock 181234567890123456 50 广东 2009-12-31~> CX~< …
            case a~given 13800000001~call 12588 withheld~hear …~line ended
            """)
    void whatIsMeantIsPlayed(String written) throws IOException {
        var file = Files.writeString(folder.resolve("x.chat"), written.replace('~', '\n'));

        assertEquals(List.of(), play(file));
    }

    @Test
    void manyLinesWithOneMistakeAreOneFault() throws IOException {
        var lines =
                Stream.iterate(1, n -> n + 1).limit(50).map(n -> "  > CX " + n).collect(Collectors.joining("\n"));
        var indented = Files.writeString(folder.resolve("x.chat"), "case a\ngiven 13800000001\n" + lines);
        var novel = Stream.iterate(1, n -> n + 1).limit(50).map(n -> "xyz" + n).collect(Collectors.joining("\n"));
        var story = Files.writeString(folder.resolve("y.chat"), "case a\ngiven 13800000001\n" + novel);

        assertEquals(
                List.of("x.chat:3: the line is indented; begin it with its verb: > CX 1 (and so in 49 more lines)"),
                play(indented));
        assertEquals(21, play(story).size());
        assertTrue(
                play(story).get(20).endsWith("and 30 more faults"), play(story).toString());
    }

    @Test
    void whatIsNoTranscriptIsToldInALine() throws IOException {
        var good = "case a\ngiven 13800000001\n> 余额\n< …\n";
        var nothing = Files.writeString(folder.resolve("empty.chat"), "");
        var gbk = Files.write(folder.resolve("gbk.chat"), good.getBytes(Charset.forName("GBK")));
        var wide = Files.write(folder.resolve("wide.chat"), "case a\n> CX\n".getBytes(StandardCharsets.UTF_16LE));
        var marked = Files.write(folder.resolve("marked.chat"), good.getBytes(StandardCharsets.UTF_16));
        var inside = Files.createDirectories(folder.resolve("inside.chat"));
        var nowhere = Files.createSymbolicLink(folder.resolve("nowhere.chat"), folder.resolve("gone"));
        var round = Files.createSymbolicLink(folder.resolve("round.chat"), folder.resolve("round.chat"));
        var huge = Files.writeString(folder.resolve("huge.chat"), "# remark\n".repeat(200_000));
        var dialogue = Files.writeString(folder.resolve("kt.yaml"), "dialog: kt\n");
        var gone = folder.resolve("gone.chat");

        assertEquals(
                List.of(
                        "empty.chat: there is no case in it; a transcript begins with the line: case TITLE",
                        "gbk.chat:3: is not UTF-8 text here; it looks like GBK: save it as UTF-8, or iconv -f gbk -t utf-8 gbk.chat",
                        "wide.chat:1: is no text here; save it as UTF-8 text",
                        "marked.chat:1: is not UTF-8 text here; it looks like UTF-16: save it as UTF-8, or iconv -f utf-16 -t utf-8 marked.chat",
                        "inside.chat: is a folder, not a file",
                        "nowhere.chat: is a link to " + folder.resolve("gone") + ", which is not there",
                        "round.chat: is a link to " + round + ", which is not there",
                        "huge.chat: the file has 1757 KB; at most 1024 KB are read: split it in two",
                        "kt.yaml: is no transcript; name the file beside it that ends in .chat",
                        "gone.chat: there is no such file"),
                play(nothing, gbk, wide, marked, inside, nowhere, round, huge, dialogue, gone));
    }
}
