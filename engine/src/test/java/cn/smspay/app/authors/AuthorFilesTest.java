package cn.smspay.app.authors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import cn.smspay.app.Commands;
import cn.smspay.engine.ReleasePublisher;
import cn.smspay.testing.Service;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** New files, tables of texts and of answers, with what people type wrong: nothing is half done, and what is right is said. */
@Timeout(120)
final class AuthorFilesTest {
    private static final String WAS = "发送M重置手机支付登录密码。";
    private static final String HEAD = "file,line,id,language,room,was,text\n";

    @TempDir
    private Path folder;

    private Path dialogs;
    private Path ivr;
    private String said = "";

    @BeforeEach
    void copy() throws IOException {
        dialogs = copy("dialogs");
        ivr = copy("ivr-scripts");
    }

    private Path copy(String name) throws IOException {
        var to = Files.createDirectory(folder.resolve(name));
        try (Stream<Path> files = Files.list(Service.HOME.resolve(name))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private int in(String... words) {
        var all = Stream.concat(
                Stream.of(words), Stream.of("--dialogs", dialogs.toString(), "--ivr-scripts", ivr.toString()));
        var ran = Commands.run(all.toArray(String[]::new));
        said = ran.out() + ran.err();
        return ran.code();
    }

    private String whole() throws IOException {
        var all = new StringBuilder();
        for (Path part : List.of(dialogs, ivr)) {
            try (var files = Files.list(part)) {
                for (Path file : files.sorted().toList()) {
                    all.append(file.getFileName()).append('\n').append(Files.readString(file));
                }
            }
        }
        return all.toString();
    }

    /** Of {@link NewCommand}. */
    @Test
    void whatIsMadeNewPassesTheCheckAndItsTranscriptPlays() {
        for (NewCommand.Kind kind : NewCommand.Kind.values()) {
            var name = kind == NewCommand.Kind.menu ? "12599" : "new_" + kind;
            assertEquals(0, in("new", kind.name(), name, "--word", "XX" + kind.ordinal()), said);
        }
        assertEquals(0, in("chat", dialogs.resolve("new_dialog.chat").toString()), said);
        assertEquals(0, in("chat", ivr.resolve("12599.chat").toString()), said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dialog Kt | a name has small letters, digits and _",
                "dialog ../kt | a name has small letters",
                "dialog kt | kt.yaml is there already",
                "menu 12588 | 12588.yaml is there already",
                "menu kt | a menu has the number that is dialled, 3 to 20 digits",
                "dialog jf --word CX | D11",
                "dialog jf --word 0 | a command word has 1 to 20 letters",
                "dialog jf --word ### | a command word has 1 to 20 letters",
                "dialogue jf | dialog, menu, chat",
                "dialog | NAME"
            })
    void whatCannotBeMadeNewIsSaidAndNothingIsWritten(String typed, String says) throws IOException {
        var before = whole();

        assertFalse(in(("new " + typed).split(" ")) == 0, said);

        assertTrue(said.contains(says), said);
        assertEquals(before, whole());
    }

    /** Of {@code PromptsCommands}. */
    @Test
    void promptsThatNobodyCanSpeakAreNoFaultOfTheProgram() throws IOException {
        assumeFalse(Files.exists(Path.of("/usr/bin/espeak-ng")), "it would speak");
        var list = Path.of("ivr-scripts/prompts/prompts.yaml");
        Files.createDirectory(ivr.resolve("prompts"));
        Files.copy(Service.HOME.resolve(list), folder.resolve(list));

        var ran = Commands.run("prompts", "--ivr-scripts", ivr.toString(), "--language", "zh", "make");

        assertEquals(2, ran.code(), ran.err());
        assertTrue(ran.err().contains("espeak-ng (Debian package espeak-ng) is not installed"), ran.err());
    }

    /** Another file that is missing is not taken for the program that speaks. */
    @Test
    void aListOfPromptsThatIsMissingIsNamed() {
        var ran = Commands.run("prompts", "--ivr-scripts", ivr.toString(), "--language", "zh", "make");

        assertEquals(2, ran.code(), ran.err());
        assertTrue(ran.err().contains("prompts.yaml is not there"), ran.err());
    }

    @Test
    void aFolderIsNoTableOfTexts() {
        assertEquals(2, in("texts", "import", folder.toString()));
        assertTrue(said.contains(" is a folder, not a file"), said);
    }

    /** Of {@link TextsCommand}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b,c\\n1,2,3\\n | has no columns file, language, was and text; export it anew",
                "HEADdialogs/bz.yaml,1,,zh,0,WAS\\n | has 6 cells instead of 7",
                "HEADdialogs/bz.yaml,1,,zh,0,WAS,\"open\\n | a quote is not closed",
                "HEADdialogs/nothing.yaml,1,,zh,0,WAS,other\\n | dialogs/nothing.yaml",
                "HEADdialogs/bz.yaml,1,,fr,0,WAS,other\\n | fr",
                "HEADdialogs/bz.yaml,1,,zh,0,never said,other\\n | it has changed since it was exported",
                "HEADdialogs/bz.yaml,1,,zh,0,WAS,\\n | ",
                "HEADdialogs/bz.yaml,1,,zh,0,WAS,余额{cash}元\\n | D22",
                "HEADdialogs/bz.yaml,1,,zh,0,WAS,余额<cash>元\\n | cash"
            })
    void aTableThatDoesNotFitIsRefusedWithItsLineAndNothingIsChanged(String table, String says) throws IOException {
        var before = whole();
        var file = Files.writeString(
                folder.resolve("texts.csv"),
                table.replace("HEAD", HEAD).replace("WAS", WAS).replace("\\n", "\n"));

        assertFalse(in("texts", "import", file.toString()) == 0, said);

        assertTrue(said.contains(says == null ? "" : says), said);
        assertEquals(before, whole());
    }

    @Test
    void aTableFromASpreadsheetIsTakenWhateverItsLineEndsAndItsMarkAndAnotherCodeIsNamed() throws IOException {
        assertEquals(0, in("texts", "export", "--language", "zh"), said);
        var rows = said.lines().filter(line -> line.contains(WAS)).toList();
        assertEquals(1, rows.size(), "every language but zh is left out");
        var row = rows.get(0);
        var table = HEAD + row.substring(0, row.length() - WAS.length()) + "发送M可重置登录密码。\n";
        var file = folder.resolve("texts.csv");

        Files.write(file, table.getBytes(Charset.forName("GBK")));
        assertEquals(2, in("texts", "import", file.toString()));
        assertTrue(said.contains("is not UTF-8 text; save it as"), said);

        Files.writeString(file, "\uFEFF" + table.replace("\n", "\r\n"), StandardCharsets.UTF_8);
        assertEquals(0, in("texts", "import", file.toString()), said);
        assertTrue(said.contains("1 text changed."), said);
        assertTrue(Files.readString(dialogs.resolve("bz.yaml")).contains("发送M可重置登录密码。"));
        assertEquals(2, in("texts", "export", "--out", file.toString()));
        assertTrue(said.contains("is there already"), said);
    }

    /** Of {@link ExportAnswersCommand}. */
    @Test
    void answersThatNobodyGaveAreSaidToBeNone() throws IOException {
        var data = folder.resolve("data");
        try (var service = new Service(data)) {
            service.say("13800000001", "CX");
        }
        var key = Files.writeString(folder.resolve("key"), World.KEY);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
        var words = List.of("answers", "dc", "--data", data.toString(), "--key-file", key.toString());

        var none = Commands.run(words.toArray(String[]::new));
        assertEquals("time,conversation,dialog,step,answer", none.out().strip());
        assertTrue(none.err().contains("No answer to dc is kept"), none.err());

        var wrong = Stream.concat(words.stream(), Stream.of("--from", "2009-11-02", "--to", "2009-11-01"))
                .collect(Collectors.toList());
        assertTrue(Commands.run(wrong.toArray(String[]::new)).err().contains("--to 2009-11-01 is before"));
        var out = Files.writeString(folder.resolve("out.csv"), "mine");
        var over = Stream.concat(words.stream(), Stream.of("--out", out.toString()))
                .toList();
        assertTrue(Commands.run(over.toArray(String[]::new)).err().contains("is there already"));
        assertEquals("mine", Files.readString(out));
        assertTrue(Commands.run("answers", "dc", "--data", folder.resolve("no").toString())
                .err()
                .contains("--data"));
    }

    /** Of {@link ExportAnswersCommand}: what was written, by whom only on demand, safe in a spreadsheet, for the owner alone. */
    @Test
    void answersThatAreKeptAreWrittenOut() throws IOException {
        var data = folder.resolve("data");
        try (var service = new Service(data)) {
            asks(service);
            // The command looks at the clock of the machine.
            service.clock.turn(Duration.between(service.clock.instant(), Instant.now()));
            for (String text : List.of("DC", "2", "=1+1 太贵, \"真的\"")) {
                service.say("13800000001", text);
            }
        }
        var key = Files.writeString(folder.resolve("key"), World.KEY);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
        var words = List.of("answers", "dc", "--data", data.toString(), "--key-file", key.toString());

        var plain = answers(words).out().lines().toList();
        assertEquals("time,conversation,dialog,step,answer", plain.get(0));
        assertEquals(3, plain.size(), plain.toString());
        assertTrue(plain.get(1).endsWith(",dc,grade,2"), plain.get(1));
        assertTrue(plain.get(2).endsWith(",dc,why,\"'=1+1 太贵, \"\"真的\"\"\""), plain.get(2));
        assertEquals(plain.get(1).split(",")[1], plain.get(2).split(",")[1], "one conversation");
        assertFalse(String.join("", plain).contains("13800000001"));

        assertTrue(answers(words, "--numbers").out().contains(",dc,grade,13800000001,2"));
        assertEquals(1, answers(words, "--to", "2010-01-01").out().lines().count());
        var file = folder.resolve("answers.csv");
        assertEquals("", answers(words, "--out", file.toString()).out());
        assertEquals(plain, Files.readAllLines(file));
        var unread = Commands.run("answers", "dc", "--data", data.toString());
        assertTrue(unread.err().contains("name it with --key-file"), unread.err());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    private static Commands.Ran answers(List<String> words, String... more) {
        var ran = Commands.run(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
        assertEquals(0, ran.code(), ran.err());
        return ran;
    }

    /** Releases a survey. */
    private static void asks(Service service) throws IOException {
        var publisher = service.engine().publisher();
        var files = new TreeMap<>(publisher.log().files(publisher.newest()));
        files.put(
                "dialogs/dc.yaml",
                Files.readString(Service.HOME.resolve("engine/src/test/resources/authors/dialogs/dc.yaml")));
        publisher.publish(
                new ReleasePublisher.ReleaseRequest(files, "li", "", "", publisher.newest(), Set.of(), Set.of()));
    }
}
