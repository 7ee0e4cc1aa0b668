package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Home;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.desk.ReleaseLog;
import cn.smspay.talk.desk.ReleaseLog.How;
import cn.smspay.talk.desk.ReleaseLog.New;
import cn.smspay.talk.reading.Rendering;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import cn.smspay.tools.transcript.ChatStages;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What authors look up: rules, keys, actions and their own dialogues. */
final class AuthorCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void aRuleIsExplainedByABadAndAGoodExample() {
        assertEquals(0, run(new ExplainCommand(), "d22"));

        assertEquals(
                List.of(
                        "D22  Nothing that looks like a placeholder reaches a phone.",
                        "     A placeholder is a name in small Latin letters between < and >; everything else is sent as it"
                                + " stands.",
                        "bad  zh: 余额{cash}元。",
                        "good zh: 余额<cash>元。"),
                lines());
    }

    @Test
    void withoutANameEveryRuleHasItsLine() {
        assertEquals(0, run(new ExplainCommand()));

        assertEquals(23, lines().size());
        assertTrue(lines().stream().allMatch(line -> line.matches("D[0-9]{2} {2}.*\\.")), out.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "steps.ask | steps.ask: Asks for a slot",
                "ask | steps.ask: Asks for a slot",
                "slots.type | slots.type: What an answer is: amount, pin, digits, date, confirm or text.",
                "segments | segments: The most short messages"
            })
    void aKeyIsExplainedByItsPathOrItsName(String key, String says) {
        assertEquals(0, run(new ExplainCommand(), key));
        assertTrue(lines().get(0).startsWith(says), out.toString());
    }

    @Test
    void aNameThatIsNoneIsRefusedWithTheNearest() {
        assertEquals(2, run(new ExplainCommand(), "segmnets"));
        assertEquals("no rule and no key is called \"segmnets\"; did you mean \"segments\"?", said());
        assertEquals(2, run(new ExplainCommand(), "D99"));
        assertTrue(said().contains("rules are D01 to D25"), said());
        assertEquals(2, run(new ActionsCommand(), "withdrw"));
        assertEquals("no action is called \"withdrw\"; did you mean \"withdraw\"?", said());
        assertEquals(2, run(new ShowCommand(), "1258"));
        assertTrue(said().contains("did you mean \"12588\"?"), said());
        assertEquals("", out.toString());
    }

    @Test
    void anActionIsListedWithInputsOutcomesAndWidths() {
        assertEquals(0, run(new ActionsCommand(), "withdraw"));

        var lines = lines();
        assertEquals("withdraw (moves money)", lines.get(0));
        assertEquals("  needs amount, tail, pin (secret, may be empty)", lines.get(1));
        assertEquals(
                "  ok: <bank> text of 6, <tail> digits of 4, <cash> money of 10, <order> digits of 14", lines.get(2));
        assertTrue(lines.contains("  not_real_name"), out.toString());
    }

    @Test
    void withoutANameConditionsAndLimitsAreListedToo() {
        assertEquals(0, run(new ActionsCommand()));

        var text = out.toString();
        for (String guard : ServiceCatalogue.catalogue().guards()) {
            assertTrue(
                    text.contains("  " + guard + ",") || text.contains(", " + guard) || text.contains("  " + guard),
                    guard);
        }
        assertTrue(text.contains("limits.withdraw_max"), text);
        assertTrue(lines().stream().noneMatch(line -> line.endsWith("  ")), text);
    }

    @Test
    void allActionsAreListedForProgramsToo() throws IOException {
        assertEquals(0, run(new ActionsCommand(), "--json"));

        var actions = new ObjectMapper().readTree(out.toString());
        assertEquals(ServiceCatalogue.catalogue().actions().size(), actions.size());
        int seen = 0;
        for (var action : actions) {
            if (action.path("name").asText().equals("history")) {
                seen++;
                assertTrue(action.at("/inputs/0/optional").asBoolean());
                assertEquals("count", action.at("/outcomes/ok/outputs/n/kind").asText());
                assertEquals(1, action.at("/outcomes/ok/outputs/n/width").asInt());
                assertEquals(1, action.at("/outcomes/ok/rows").size());
            }
        }
        assertEquals(1, seen);
    }

    @Test
    void aDialogueIsShownWithTextsLengthsAndWays() {
        assertEquals(0, run(new ShowCommand(), "tx"));

        var text = out.toString();
        assertTrue(text.startsWith("tx  提现 / withdrawal  (dialogs/tx.yaml)"), text);
        for (String line : List.of(
                "opened by TX, 提现, which may bring amount",
                "begins with check",
                "check: does check_withdrawal",
                "  ok -> ask_amount",
                "ask_pin: asks for pin (pin) when pin_for_withdrawal",
                "  skip -> withdraw",
                "  refused for below_min",
                "  too_much -> tries again at ask_amount",
                "  no_cash -> end: failed",
                "notice withdrawal_paid",
                "    T06 zh (34 characters, 1 segment): 现金账户余额为0，没有可提现资金。充值卡账户和手机钱包余额不能提现。")) {
            assertTrue(lines().contains(line), line + " not in " + text);
        }
        assertTrue(
                text.lines().anyMatch(line -> line.matches(" +T02 zh \\([0-9]+ characters, 2 segments\\): .*")), text);
    }

    @Test
    void aVoiceMenuBeginsWithTheTreeOfItsKeys() {
        assertEquals(0, run(new ShowCommand(), "12588"));

        var lines = lines();
        int tree = lines.indexOf("");
        assertTrue(
                lines.subList(0, tree).stream().anyMatch(line -> line.matches("( {2})+key 1 -> .*")), out.toString());
        assertTrue(lines.contains("main: offers keys"), out.toString());
    }

    @Test
    void everyDialogueCanBeShownAndDrawn() {
        assertEquals(0, run(new ShowCommand()));
        var names = lines();
        assertTrue(names.containsAll(List.of("12588", "kt", "tx")), names.toString());
        for (String name : names) {
            assertEquals(0, run(new ShowCommand(), name), name);
            assertTrue(lines().stream().noneMatch(line -> line.contains("(0 characters")), out.toString());
            assertEquals(0, run(new ShowCommand(), name, "--diagram"), name);
            assertTrue(out.toString().startsWith("flowchart TD\n"), out.toString());
        }
    }

    @Test
    void faultyFilesAreNotShownButTheirFaultsAre() throws IOException {
        Files.writeString(folder.resolve("bad.yaml"), "dialog: bad\n");

        assertEquals(1, run(new ShowCommand(), "bad", "--dialogs", folder.toString()));
        assertTrue(said().contains("dialogs/_common.yaml:1: D19 this file is missing"), said());
    }

    @Test
    void aTextIsShownAsSubscribersGetIt() {
        assertEquals(0, run(new SayCommand(), "tx", "ask_pin", "--with", "amount=123.45"));

        var lines = lines();
        assertTrue(lines.get(0).matches("G13 zh: .*123\\.45.*"), out.toString());
        assertTrue(
                lines.get(1).matches("    [0-9]+ characters, UCS-?2, [0-9] messages?(; made up: .*)?"), out.toString());
        assertTrue(lines.get(2).matches("G13 en: .*123\\.45.*"), out.toString());
        assertTrue(lines.get(3).contains("made up: "), out.toString());
    }

    private static List<String> said(Scripts scripts, String dialog, String place) {
        return Rendering.of(scripts, dialog, place, Map.of()).stream()
                .flatMap(one -> one.lines().stream())
                .toList();
    }

    @Test
    void everyPlaceOfEveryDialogueCanBeSaid() {
        var scripts = ScriptFiles.load(
                        Home.find().resolve("dialogs"),
                        Home.find().resolve("ivr-scripts"),
                        ServiceCatalogue.catalogue())
                .orThrow();
        for (String dialog : List.of("common", "tx", "kt", "cxls", "12588")) {
            assertEquals(0, run(new SayCommand(), dialog));
            var places = lines();
            assertTrue(!places.isEmpty(), dialog);
            for (String place : places) {
                var said = said(scripts, dialog, place);
                assertTrue(said.stream().noneMatch(line -> line.contains("<")), dialog + " " + place + ": " + said);
            }
            assertEquals(0, run(new SayCommand(), dialog, places.get(0)));
            assertEquals(said(scripts, dialog, places.get(0)), lines());
        }
    }

    @Test
    void aPlaceOrValueThatIsNoneIsRefusedWithTheNearest() {
        assertEquals(2, run(new SayCommand(), "tx", "ask_pn"));
        assertTrue(said().contains("did you mean \"ask_pin\"?"), said());
        assertEquals(2, run(new SayCommand(), "tx", "ask_pin", "--with", "amout=1"));
        assertTrue(said().contains("did you mean \"amount\"?"), said());
        assertEquals(2, run(new SayCommand(), "tz", "ask_pin"));
        assertTrue(said().contains("did you mean"), said());
    }

    @Test
    void eachEndHasItsCost() {
        assertEquals(0, run(new CostCommand(), "kt"));

        assertEquals("kt  开户 / account opening", lines().get(0));
        assertTrue(
                lines().stream().anyMatch(line -> line.startsWith("  open ok (done): 2 messages, 0.20 yuan; at most ")),
                out.toString());
        assertTrue(
                lines().stream().anyMatch(line -> line.startsWith("  check brand (failed): 1 message, 0.10 yuan; ")),
                out.toString());
    }

    @Test
    void whatAChangeCostsIsShownAlone() throws IOException {
        var before = copy("before");
        assertEquals(0, run(new CostCommand(), "--compare", before.toString()));
        assertEquals(List.of("Nothing costs otherwise."), lines());

        var kt = before.resolve("dialogs/kt.yaml");
        Files.writeString(
                kt,
                Files.readString(kt)
                        .replaceFirst(
                                "(?s)(  check:\n    do: check_open\n    outcomes:\n)",
                                "$1      brand:\n        say: K04\n        end: done\n"));
        assertEquals(0, run(new CostCommand(), "--compare", before.toString()));
        assertTrue(
                lines().stream()
                        .anyMatch(line -> line.startsWith("kt check brand (done): 1 message, ")
                                && line.endsWith(" -> not there")),
                out.toString());
        assertTrue(
                lines().stream().anyMatch(line -> line.startsWith("kt check brand (failed): not there -> 1 message, ")),
                out.toString());
    }

    @Test
    void whatAReleaseOfTheDatabaseCostOtherwiseIsShownByItsNumber() throws IOException {
        var files = new TreeMap<String, String>();
        var home = copy("released");
        for (String part : List.of("dialogs", "ivr-scripts")) {
            try (var paths = Files.list(home.resolve(part))) {
                for (Path path :
                        paths.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                    files.put(part + "/" + path.getFileName(), Files.readString(path));
                }
            }
        }
        files.computeIfPresent(
                "dialogs/kt.yaml",
                (name, text) -> text.replaceFirst(
                        "(?s)(  check:\n    do: check_open\n    outcomes:\n)",
                        "$1      brand:\n        say: K04\n        end: done\n"));
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            new ReleaseLog(store).add(0, files, new New(How.RELEASE, "li", "", "", Set.of()), Instant.EPOCH);
        }
        var data = folder.toString();

        assertEquals(0, run(new CostCommand(), "--compare", "1", "--data", data), err.toString());
        assertTrue(
                lines().stream().anyMatch(line -> line.startsWith("kt check brand (failed): not there -> 1 message, ")),
                out.toString());
        assertEquals(0, run(new CostCommand(), "cx", "--compare", "1", "--data", data), err.toString());
        assertEquals(List.of("Nothing costs otherwise."), lines());

        for (String wrong : List.of("2|there is no release 2", "nowhere|there is no folder nowhere/dialogs")) {
            var parts = wrong.split("\\|");
            var ran = Commands.run("cost", "--compare", parts[0], "--data", data);
            assertEquals(2, ran.code());
            assertTrue(ran.err().contains(parts[1]), ran.err());
        }
        var none = Commands.run(
                "cost", "--compare", "1", "--data", folder.resolve("none").toString());
        assertTrue(none.code() == 2 && none.err().contains("name the folder with --data"), none.err());
        assertTrue(Commands.run("cost", "--fee", "ten").err().contains("like 0.10, not \"ten\""));
    }

    @Test
    void aLongerWayIsSaidToCostMore() throws IOException {
        var before = copy("before");
        var kt = before.resolve("dialogs/kt.yaml");
        Files.writeString(
                kt,
                Files.readString(kt)
                        .replace("next: open\n", "next: sure\n")
                        .replace(
                                "\n  open:\n",
                                "\n  sure:\n    ask: agree\n    say:\n      zh: 确定请再回复A。\n      en: Reply A again.\n"
                                        + "    next: open\n  open:\n"));
        assertEquals(0, run(new CostCommand(), "kt", "--compare", before.toString()), err.toString());
        assertTrue(
                lines().stream()
                        .anyMatch(line -> line.startsWith("kt open ok (done): 3 messages, 0.30 yuan;")
                                && line.endsWith("(0.10 yuan less)")),
                out.toString());
    }

    @Test
    void aTextIsHeardWithTheRecordingsOfTheServiceOrWithASynthesiser() throws IOException {
        var wav = folder.resolve("said.wav");
        var voice = Commands.run("say", "12588", "give_up", "--play=" + wav);
        assertEquals(0, voice.code(), voice.err());
        var written = voice.out().lines().filter(line -> line.endsWith(".wav")).toList();
        assertFalse(written.isEmpty(), voice.out());
        for (String file : written) {
            assertEquals("RIFF", new String(Files.readAllBytes(Path.of(file)), 0, 4, StandardCharsets.US_ASCII));
        }
        assertTrue(
                Commands.run("say", "12588", "give_up", "--play=" + wav).err().contains("is there already"));

        var sms = Commands.run("say", "tx", "T06", "--play=" + folder.resolve("sms.wav"));
        boolean isSpoken = sms.code() == 0 && Files.size(folder.resolve("sms-zh.wav")) > 1_000;
        assertTrue(isSpoken || sms.err().contains("espeak-ng (Debian package espeak-ng) is not installed"), sms.err());
    }

    @Test
    void theLoudspeakerIsWhateverProgramTheMachineHas() throws IOException {
        assertEquals(Optional.empty(), Loudspeaker.player(""));
        assertEquals(Optional.empty(), Loudspeaker.player(folder + ":"));
        var player = Files.writeString(folder.resolve("paplay"), "#!/bin/sh\n");
        assertEquals(Optional.empty(), Loudspeaker.player(folder.toString()), "it cannot be run");
        Files.setPosixFilePermissions(player, PosixFilePermissions.fromString("rwx------"));
        assertEquals(Optional.of(List.of("paplay")), Loudspeaker.player(folder.toString()));
    }

    @Test
    void theWholeServiceIsOnePageThatNeedsNothingElse() throws IOException {
        var file = folder.resolve("service.html");
        assertEquals(0, run(new ShowCommand(), "--html", file.toString(), "--no-chat"));

        var page = Files.readString(file);
        for (String part : List.of("id=\"kt\"", "id=\"12588\"", "id=\"tx-ask_pin\"", "<svg", "id=\"common\"", "提现")) {
            assertTrue(page.contains(part), part);
        }
        assertTrue(
                !page.contains("<script") && !page.contains("src=") && !page.contains("://"), "needs something else");
    }

    /** Nothing is made anew for a save, and no transcript of another file comes before its verdict. */
    @Test
    void aSavedFileHasItsVerdictBeforeTheTranscriptsOfOthersArePlayed() throws IOException {
        var home = copy("home");
        try (var transcripts = Files.list(home.resolve("dialogs"))) {
            for (Path each : transcripts
                    .filter(file -> file.toString().endsWith(".chat"))
                    .toList()) {
                if (!Set.of("cx.chat", "zh.chat", "en.chat", "common.chat")
                        .contains(each.getFileName().toString())) {
                    Files.delete(each);
                }
            }
        }
        for (String each : List.of("10086.chat", "12588.chat")) {
            Files.delete(home.resolve("ivr-scripts").resolve(each));
        }
        try (var kept = new ChatStages()) {
            var check = new CheckCommand();
            check.playOn(kept);
            new CommandLine(check).setOut(new PrintWriter(out, true));

            for (String saved : List.of("cx.yaml", "zh.chat", "_common.yaml", "cx.yaml")) {
                out.getBuffer().setLength(0);
                save(check, home, saved);
                var first = saved.equals("_common.yaml") ? "common.chat" : saved.replace("yaml", "chat");
                assertTrue(
                        out.toString()
                                .strip()
                                .matches("(?s).*\\s" + cases(home, first)
                                        + " transcripts were played, 0 went otherwise\\.\\s+"
                                        + saved.replace(".", "\\.") + ": (not )?in order \\([0-9]+ ms\\)"),
                        out.toString());

                out.getBuffer().setLength(0);
                while (check.next(home)) {
                    // One file after the other, so that a save is noticed between them.
                }
                int others = cases(home, "cx.chat", "zh.chat", "en.chat", "common.chat") - cases(home, first);
                assertEquals(
                        "The other transcripts: " + others + " played, 0 went otherwise.",
                        out.toString().strip());
            }
            int made = kept.made();
            save(check, home, "cx.yaml");
            assertEquals(made, kept.made(), "stages were made for a save");

            out.getBuffer().setLength(0);
            var cx = home.resolve("dialogs/cx.yaml");
            Files.writeString(cx, Files.readString(cx).replace("<cash>", "<cahs>"));
            save(check, home, "cx.yaml");
            assertTrue(out.toString().contains("dialogs/cx.yaml:17:"), out.toString());
            assertTrue(out.toString().contains("cx.yaml: not in order ("), out.toString());
            assertTrue(!out.toString().contains("were played"), out.toString());
            assertTrue(!check.next(home), "transcripts are played on files that are not in order");
        }
    }

    @Test
    void aFileThatIsNotThereIsNotInOrder() {
        assertEquals(0, run(new CheckCommand(), "--no-chat", "--only=kt"));
        assertEquals(0, run(new CheckCommand(), "--no-chat", "--only=./dialogs/_common.yaml"));

        run(new CheckCommand(), "--no-chat", "--only=dialogs/ktt.yaml");
        assertTrue(said().contains("there is no file dialogs/ktt.yaml; did you mean \"kt\"?"), said());
    }

    @Test
    void theLanguageOfRecordingsMayStandBehindTheWord() {
        new CommandLine(new PromptsCommands())
                .setErr(new PrintWriter(err, true))
                .execute("todo", "--language", "fr");

        assertTrue(said().contains("--language is zh or en, not fr"), said());
    }

    private static void save(CheckCommand check, Path home, String file) throws IOException {
        check.again(
                home,
                home.resolve("dialogs"),
                home.resolve("ivr-scripts"),
                Set.of(home.resolve("dialogs").resolve(file)));
    }

    private static int cases(Path home, String... files) throws IOException {
        int cases = 0;
        for (String file : files) {
            cases += (int) Files.readAllLines(home.resolve("dialogs").resolve(file)).stream()
                    .filter(line -> line.startsWith("case "))
                    .count();
        }
        return cases;
    }

    private Path copy(String name) throws IOException {
        var to = folder.resolve(name);
        for (String part : List.of("dialogs", "ivr-scripts", "ivr-scripts/prompts")) {
            Files.createDirectories(to.resolve(part));
            try (var files = Files.list(Home.find().resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, to.resolve(part).resolve(file.getFileName()));
                }
            }
        }
        return to;
    }

    private int run(Callable<Integer> command, String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    private String said() {
        return err.toString().strip();
    }
}
