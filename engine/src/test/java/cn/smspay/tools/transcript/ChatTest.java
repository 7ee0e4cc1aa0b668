package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Home;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plays every transcript that is shipped. */
final class ChatTest {
    private static final Path HOME = Home.find();
    private static final int ONE_OF = 20;
    private static Scripts scripts;
    private static final List<String> wrong = new ArrayList<>();
    private static ChatRun all;
    private static ChatLog log;
    private static ChatStage stage;
    private static final TestStages stages = new TestStages();

    @TempDir
    Path folder;

    @BeforeAll
    static void playAll() throws IOException {
        scripts = ScriptFiles.load(HOME.resolve("dialogs"), HOME.resolve("ivr-scripts"), ServiceCatalogue.catalogue())
                .orThrow();
        all = new ChatRun(HOME, wrong::add, false, progress -> {}, stages);
        all.play(ChatFile.in(HOME.resolve("dialogs"), HOME.resolve("ivr-scripts")), scripts, false);
        log = new ChatLog();
        stage = new LocalStage(log, stages);
    }

    @AfterAll
    static void close() {
        stage.close();
        log.close();
        stages.close();
    }

    @Test
    void everyTranscriptGoesAsWritten() {
        assertEquals("", String.join("\n", wrong));
        assertTrue(all.cases() > 370);
    }

    @Test
    void everyWayOfTheShippedFilesIsWalked() {
        var missing = all.missing(scripts);
        long ways = DialogueWays.of(scripts).stream().distinct().count();
        System.out.println(
                "transcripts: " + all.cases() + " cases, " + (ways - missing.size()) + " of " + ways + " ways walked");
        assertEquals("", String.join("\n", missing));
    }

    /** A slice of the mistakes; "smspay chat --mutate" tries all. */
    @Test
    @Tag("once")
    void whatAnAuthorMayGetWrongIsNoticed() {
        var score = Mutants.of(scripts, all, ONE_OF);

        System.out.println(String.format(
                Locale.ROOT,
                "mistakes: %d tried, %d found by check, %d noticed by nothing, %.1f %% noticed",
                score.tried(),
                score.refused(),
                score.survivors().size(),
                score.percent()));
        assertTrue(score.percent() > Mutants.WANTED, String.join("\n", score.survivors()));
    }

    /** One file for each channel by a real connection: {@link WireScene} gives the same answers to the same lines as {@link LocalScene}. */
    @Test
    @Tag("once")
    void whatGoesAsWrittenInThisProcessDoesSoBySmpp() throws IOException {
        var lines = new ArrayList<String>();
        var run = new ChatRun(HOME, lines::add, true, progress -> {}, stages);

        run.play(List.of(HOME.resolve("dialogs/cxls.chat"), HOME.resolve("ivr-scripts/10086.chat")), scripts, false);

        assertEquals("", String.join("\n", lines));
    }

    /** The second play finds nothing of the first, though it is on the same database. */
    @Test
    void aStageThatIsKeptBeginsEmptyEachTime() throws IOException {
        var file = folder.resolve("x.chat");
        Files.writeString(file, "case a\ngiven 13800000001\n> KT\n< 您正申请…\n> A\n< …\n< …\nend kt done\n");
        var lines = new ArrayList<String>();
        try (var stages = new ChatStages()) {
            for (int i = 0; i < 2; i++) {
                var run = new ChatRun(folder, lines::add, false, progress -> {}, stages);
                run.play(List.of(file), scripts, false);
                assertEquals(1, run.cases());
            }
        }

        assertEquals(List.of(), lines);
    }

    @Test
    void aWrongExpectationIsReportedWithItsLine() {
        var failures = play("given 13800000001", "> KT", "< 您好", "bill 2", "> CX");

        assertEquals(3, failures.size(), failures.toString());
        assertTrue(
                failures.get(0).matches("(?s)x.chat:4: it went otherwise\\s+expected 您»好«\\s+got      您»正申请.*"),
                failures.get(0));
        assertTrue(failures.get(0).contains("route    kt opened KT, then kt.check ok"), failures.get(0));
        assertTrue(failures.get(0).matches("(?s).*said by  K01, dialogs/kt\\.yaml:[0-9]+:[0-9]+"), failures.get(0));
        assertEquals("x.chat:5: expected bill 2, got 1", failures.get(1));
        assertTrue(failures.get(2).startsWith("x.chat:6: before this, nobody expected: < "), failures.get(2));
    }

    /** {@link ChatCast}, {@link ChatEvents}, {@link ChatCall}, {@link ChatPlayer}: what each verb does not take. */
    @Test
    void whatCannotBeDoneIsReportedWithItsLine() {
        for (String line : List.of(
                "given 13800000001 rich",
                "given 1380000002",
                "given 13800000002 cash=1O0",
                "given 13800000002 cash=-5",
                "given 13800000002 cash=1 cash=2",
                "then dance",
                "call 12599",
                "press 1",
                "wait soon",
                "wait 5 minutes",
                "clock 2026-13-45 25:00",
                "clock 2026-11-31 09:00",
                "outside bank maybe",
                "fail balanse ok",
                "fail balance maybe",
                "guard registred yes",
                "guard registered maybe",
                "limit withdraw_mx 5",
                "limit withdraw_max five",
                "notice refundd",
                "cash 1O0",
                "card all",
                "as 138000000O1",
                "stock 123456789012345678",
                "limit withdraw_max",
                "guard registered",
                "state tx.nowhere",
                "given 13800000002 brand=Nokia",
                "given 13800000002 province=Mars",
                "given 13800000002 registered status=flying",
                "stock 180000000000000001 ten",
                "stock 180000000000000001 10 USED",
                "outside weather fine",
                "outside bill maybe",
                "then status flying",
                "then brand Nokia",
                "then order five",
                "then order 5 书 PAYER_BUSY",
                "then withdraw 5",
                "deliver colour=red text=A",
                "log with x",
                "end txx done",
                "end tx maybe")) {
            var failures = play("given 13800000001", line, "> CX");

            assertEquals(1, failures.size(), failures.toString());
            assertTrue(failures.get(0).startsWith("x.chat:3: cannot be done"), failures.toString());
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "case a~given 13800000001~expect nothing|:3: there is no verb expect",
                "given 13800000001~> CX|:1: a transcript begins with the line: case TITLE",
                "Case a~given 13800000001~> CX|:1: there is no verb Case; did you mean \"case\"?",
                "case a~> CX|:2: nobody is there to send it",
                "case a~given 13800000001~>CX|:3: write one space behind >: > CX",
                "case a~given 13800000001~>\tCX|:3: write one space behind >: > CX",
                "case a~given 13800000001~given\t13800000002~> CX|:3: write a space, not a tab, behind given",
                "case a~given 13800000001~＞ CX|:3: write an ordinary > and a space",
                "case a~given 13800000001~> CX~＜ 余额|:4: write an ordinary < and a space",
                "case a~given 13800000001~  > CX|:3: the line is indented; begin it with its verb: > CX",
                "case a~given 13800000001~\u3000> CX|:3: the line is indented",
                "case a~given 13800000001~> CX~press 1|:4: there is no call yet",
                "case a~given 13800000001~> CX~bill one|:4: bill is followed by how many",
                "case a~given~> CX|:2: given needs something behind it",
                "case a~given 13800000001|:1: nothing happens in this case",
                "case a~given 13800000001~> CX~case a~given 13800000001~> CX|:4: the title is also that of line 1",
                "case a~given 13800000001~CX|:3: there is no verb CX; what is sent begins with > and a space",
                "case a~given 13800000001~余额|:3: there is no verb 余额; what is sent begins with > and a space",
                "case a~given 13800000001~>>CX|:3: write one space behind >>: >> CX",
                "case a~given 13800000001~// then~> CX|:3: a remark begins with #",
                "case a~given 13800000001~> CX~<|:4: write behind < what comes",
                "case a~given 13800000001~> CX~end cx|:4: write the dialogue and how it ends",
                "case a~given 13800000001~> CX~bil 1|:4: there is no verb bil; did you mean \"bill\"?",
                "case a~given 13800000001~> CX~bill|:4: bill needs something behind it",
                "case a~given 13800000001~> CX~bill -1|:4: bill is followed by how many",
                "case a~given 13800000001~call|:3: call needs something behind it",
                "case a~given 13800000001~hear 您好~> CX|:3: there is no call yet",
                "case a~gven 13800000001~> CX|:2: there is no verb gven; did you mean \"given\"?",
                "|: there is no case in it",
                "# only a remark|: there is no case in it"
            })
    void aLineThatCannotBePlayedIsToldOnce(@Nullable String text, String message) throws IOException {
        var file = folder.resolve("x.chat");
        Files.writeString(file, text == null ? "" : text.replace('~', '\n'));

        var read = ChatFile.read(file, folder, scripts);

        assertEquals(1, read.faults().size(), read.faults().toString());
        assertTrue(
                read.faults().get(0).startsWith("x.chat" + message),
                read.faults().toString());
        assertTrue(
                message.contains("title") || read.cases().isEmpty(),
                read.cases().toString());
    }

    @Test
    void aFaultyCaseDoesNotKeepTheOthersFromBeingPlayed() throws IOException {
        var file = folder.resolve("x.chat");
        Files.writeString(file, "\uFEFFcase a\r\ngiven 13800000001\r\n>CX\r\ncase b\r\ngiven 13800000001\r\n> CX\r\n");

        var read = ChatFile.read(file, folder, scripts);

        assertEquals(
                List.of("b"), read.cases().stream().map(ChatFile.Case::title).toList());
        assertEquals(1, read.faults().size());
    }

    @Test
    void aFileThatIsNotUtf8IsToldWithItsLine() throws IOException {
        var file = folder.resolve("x.chat");
        Files.write(file, "case a\ngiven 13800000001\n> 余额\n".getBytes(Charset.forName("GBK")));

        assertTrue(ChatFile.read(file, folder, scripts).faults().get(0).startsWith("x.chat:3: is not UTF-8 text here"));
        assertTrue(ChatFile.read(folder.resolve("y.chat"), folder, scripts)
                .faults()
                .get(0)
                .endsWith("there is no such file"));
    }

    @Test
    void anActionGuardOrLimitIsAsTheTranscriptSays() {
        assertEquals(
                List.of(),
                play(
                        "given 13800000001",
                        "fail open_account already_open",
                        "> KT",
                        "< 您正申请开通手机支付…",
                        "> A",
                        "< 您的号码已开通手机支付…",
                        "end kt failed"));
        assertEquals(
                List.of(),
                play(
                        "given 13800000001 registered real_name card_bound=6222 cash=500",
                        "limit withdraw_max 100",
                        "> TX",
                        "< 可提现余额500.00元…",
                        "> 200",
                        "< …"));
        assertEquals(List.of(), play("given 13800000001 registered", "notice cash_top_up", "< 充值1.00元成功…"));
    }

    @Test
    void threeDotsAreToldFromTheSignForAnything() {
        var failures = play("given 13800000001", "> KT", "< 您正申请...");

        assertTrue(failures.get(0).contains("… is one sign and stands for anything"), failures.toString());
    }

    private static List<String> play(String... texts) {
        var lines = new ArrayList<ChatFile.Line>();
        for (String text : texts) {
            int space = text.indexOf(' ');
            lines.add(
                    new ChatFile.Line("x.chat", lines.size() + 2, text.substring(0, space), text.substring(space + 1)));
        }
        return stage.play(new ChatFile.Case("x.chat", 1, "", lines), scripts).failures();
    }
}
