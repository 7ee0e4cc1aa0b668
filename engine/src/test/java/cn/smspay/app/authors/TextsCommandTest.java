package cn.smspay.app.authors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Exit;
import cn.smspay.testing.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** All texts go out as a table, and what is changed in it comes back into the files, or nothing does. */
@Timeout(120)
final class TextsCommandTest {
    private static final String WAS = "发送M重置手机支付登录密码。";

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();
    private Path dialogs;
    private Path ivr;
    private String refusal = "";

    @BeforeEach
    void copy() throws IOException {
        dialogs = copy("dialogs");
        ivr = copy("ivr-scripts");
    }

    private Path copy(String name) throws IOException {
        var to = Files.createDirectory(folder.resolve(name));
        try (var files = Files.list(Service.HOME.resolve(name))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private int run(Callable<Integer> command, String... words) {
        said.getBuffer().setLength(0);
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--dialogs", dialogs.toString(), "--ivr-scripts", ivr.toString()));
        return new CommandLine(command)
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .setExecutionExceptionHandler((fault, self, parsed) -> {
                    refusal = String.valueOf(fault.getMessage());
                    return fault instanceof Exit.Refused no ? no.code() : -1;
                })
                .execute(all.toArray(String[]::new));
    }

    private List<String> exported(String... words) {
        assertEquals(Exit.DONE, run(new TextsCommand.Export(), words), refusal);
        return said.toString().lines().toList();
    }

    private Path table(String... rows) throws IOException {
        return Files.writeString(
                folder.resolve("texts.csv"), "file,line,id,language,room,was,text\n" + String.join("\n", rows) + "\n");
    }

    @Test
    void aLanguageIsExportedAloneIfItIsNamed() {
        var all = exported();
        var chinese = exported("--language", "zh");
        var english = exported("--language", "en");

        assertEquals("file,line,id,language,room,was,text", all.get(0));
        assertTrue(chinese.size() > 10 && english.size() > 10 && chinese.size() < all.size());
        assertTrue(chinese.stream().anyMatch(row -> row.endsWith(WAS + "," + WAS)), "was and text are the same");
        assertEquals(1, exported("--language", "fr").size(), "the head alone");
    }

    @Test
    void aFileIsNew() throws IOException {
        var file = folder.resolve("out.csv");
        exported("--out", file.toString());
        assertEquals(exported().size(), Files.readAllLines(file).size());

        assertEquals(Exit.USAGE, run(new TextsCommand.Export(), "--out", file.toString()));
        assertTrue(refusal.endsWith("is there already; name a new file"), refusal);
    }

    @Test
    void onlyWhatIsChangedComesBackAndIsCounted() throws IOException {
        var file = folder.resolve("all.csv");
        exported("--out", file.toString());
        var before = Files.readString(dialogs.resolve("bz.yaml"));
        assertEquals(Exit.DONE, run(new TextsCommand.Import(), file.toString()), refusal);
        assertEquals("0 texts changed.", said.toString().strip());
        assertEquals(before, Files.readString(dialogs.resolve("bz.yaml")));

        var row = "dialogs/bz.yaml,1,,zh,0," + WAS + ",发送M可重置登录密码。";
        assertEquals(Exit.DONE, run(new TextsCommand.Import(), table(row).toString()), refusal + said);

        assertEquals("1 text changed.", said.toString().strip());
        assertEquals(before.replace(WAS, "发送M可重置登录密码。"), Files.readString(dialogs.resolve("bz.yaml")));
        try (var files = Files.list(dialogs)) {
            assertFalse(files.anyMatch(each -> each.toString().endsWith(".tmp")));
        }
    }

    @Test
    void oneRowThatIsWrongChangesNothingOfTheOthers() throws IOException {
        var before = Files.readString(dialogs.resolve("bz.yaml"));
        var good = "dialogs/bz.yaml,1,,zh,0," + WAS + ",发送M可重置登录密码。";

        int code = run(
                new TextsCommand.Import(),
                table(good, "dialogs/bz.yaml,1,,zh,0,never said,other").toString());

        assertEquals(Exit.WRONG, code);
        assertTrue(said.toString().strip().endsWith("Nothing was changed."), said.toString());
        assertEquals(before, Files.readString(dialogs.resolve("bz.yaml")));
    }

    @Test
    void aTableThatIsNotThereAndFilesThatAreFaultyAreSaid() throws IOException {
        assertEquals(
                Exit.USAGE,
                run(new TextsCommand.Import(), folder.resolve("no.csv").toString()));
        assertTrue(refusal.endsWith("no.csv: there is no such file"), refusal);
        Files.writeString(dialogs.resolve("bad.yaml"), "dialog: bad\n");

        assertEquals(Exit.WRONG, run(new TextsCommand.Export()));
        assertEquals("these faults come first", refusal);
    }
}
