package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Fault;
import cn.smspay.cli.Home;
import cn.smspay.talk.actions.ServiceCatalogue;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What authors get wrong in the files that are shipped: each mistake is one fault, at its place, in words that help. */
final class MistakesTest {
    private static final String BALANCE = "现金账户<cash>元，充值卡账户<card>元，合计<total>元，提现在途<transit>元。";
    private static final String COMMON = "dialogs/_common.yaml";
    private static final String CX = "dialogs/cx.yaml";

    @TempDir
    Path folder;

    /** {@code §} stands where the fault is; a {@code ~} is a new line. */
    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                // Nothing is cut or lost
                "zh: 现金账户|zh: §现金账户 #|D23 in zh: the text ends before \" #\"",
                "zh: 现金账户|zh: §编号 # 现金账户|D23 in zh: the text ends before \" #\"",
                "zh: @@|zh: §\"\"|D23 in zh: the text is empty",
                "zh: @@|zh: §\"  \"|D23 in zh: the text is empty",
                "zh: @@|zh: §\"　\"|D23 in zh: the text is empty",
                "zh: @@|zh:§|D23 in zh: the text is empty",
                "zh: @@|zh: §>~            @@|D23 in zh: the text has a line break",
                "zh: @@|zh: §\"现金\\n@@\"|D23 in zh: the text has a line break",
                "zh: @@|zh: §\"现金\\a@@\"|D23 in zh: the invisible character U+0007",
                "zh: 现金|zh: §现金\u200b|D23 in zh: the invisible character U+200B",
                "zh: 现金|zh: §现金\u202e|D23 in zh: the invisible character U+202E",
                "zh: 现金|zh: §现金\u00ad|D23 in zh: the invisible character U+00AD",
                "zh: 现金|zh: §现金\u00a0|D23 in zh: the invisible character U+00A0",
                "zh: 现金|zh: §现金\ue000|D23 in zh: the invisible character U+E000",
                "zh: 现金|zh: §现\ufffd金|D23 in zh: the invisible character U+FFFD",
                // Nothing that looks like a placeholder leaves
                "zh: 现金账户<cash>|zh: §现金账户<cash|D22 in zh: \"<\" would be sent",
                "zh: 现金账户<cash>|zh: §现金账户cash>|D22 in zh: \">\" would be sent",
                "zh: 现金账户<cash>|zh: §现金账户{cash}|D22 in zh: \"{cash}\" would be sent as it stands; write <cash>",
                "zh: 现金账户<cash>|zh: §现金账户{{ cash }}|D22 in zh: \"{{ cash }}\"",
                "zh: 现金账户<cash>|zh: §现金账户${cash}|D22 in zh: \"${cash}\" would be sent as it stands; write <cash>",
                "zh: 现金账户<cash>|zh: §现金账户$cash|D22 in zh: \"$cash\"",
                "zh: 现金账户<cash>|zh: §现金账户%cash%|D22 in zh: \"%cash%\"",
                "zh: 现金账户<cash>|zh: §现金账户%s|D22 in zh: \"%s\"",
                "zh: 现金账户<cash>|zh: §现金账户#cash#|D22 in zh: \"#cash#\"",
                "zh: 现金账户<cash>|zh: §现金账户[cash]|D22 in zh: \"[cash]\"",
                "zh: 现金账户<cash>|zh: §现金账户【cash】|D22 in zh: \"【cash】\"",
                "zh: 现金账户<cash>|zh: §现金账户《cash》|D22 in zh: \"《cash》\"",
                "zh: 现金账户<cash>|zh: §现金账户< cash >|D22 in zh: \"< cash >\" would be sent as it stands; write <cash>",
                "zh: 现金账户<cash>|zh: §现金账户<Cash>|D22 in zh: \"<Cash>\" would be sent as it stands; write <cash>",
                "zh: 现金账户<cash>|zh: §现金账户＜cash＞|D22 in zh: \"＜cash＞\" would be sent as it stands; write <cash>",
                "zh: 现金账户<cash>|zh: §现金账户<现金>|D22 in zh: \"<现金>\" would be sent as it stands; placeholders have",
                "zh: 现金账户<cash>|zh: §现金账户&lt;cash&gt;|D22 in zh: \"&lt;\"",
                // Each language says the same
                "合计<total>元，||D24 in zh: <total> is missing, which en says",
                ", together <total> yuan||D24 in en: <total> is missing, which zh says",
                "zh: @@|zh: §Cash <cash>, card <card>, together <total>, withdrawn <transit>.|D24 in zh: it has no Chinese",
                // Words of YAML in words of authors
                "zh: 现金|zh: §\"现金|D19 the quote that is opened here is not closed in this line",
                "zh: 现金|zh: §'现金|D19 the quote that is opened here is not closed in this line",
                "zh: 现金账户|zh: \"现金\"§账户|D19 the line goes on behind the closing quote",
                "zh: 现金|zh: §%现金|D19 a text that begins with \"%\" must stand in quotes",
                "zh: 现金|zh: §@现金|D19 a text that begins with \"@\" must stand in quotes",
                "zh: 现金|zh: §*现金|D19 a text that begins with \"*\" must stand in quotes",
                "zh: 现金|zh: §!现 金|D19 a text that begins with \"!\" must stand in quotes",
                "zh: 现金|zh: §&a 现金|D19 a text that begins with \"&\" must stand in quotes",
                "zh: 现金|zh: §[通知]现金|D19 a text that begins with \"[\" must stand in quotes",
                "zh: 现金|zh: §{通知}现金|D19 a text that begins with \"{\" must stand in quotes",
                "zh: 现金|zh: §- 现金|D19 a text that begins with \"-\" must stand in quotes",
                "zh: 现金|zh: §`现金|D19 a text that begins with \"`\" must stand in quotes",
                "en: Cash account|en: Balance§: cash account|D19 a text that contains \": \" must stand in quotes",
                "    do: balance|§\tdo: balance|D19 the line is indented with a tab",
                "    do: balance|§\u00a0\u00a0\u00a0\u00a0do: balance|D19 the line is indented with no-break spaces",
                "    do: balance|§\u3000\u3000do: balance|D19 the line is indented with full-width blanks",
                "interrupts: false|interrupts§：false|D19 write an ordinary colon and a space behind \"interrupts\"",
                "interrupts: false|interrupts: §&no false|D19 a text that begins with \"&\"",
                "        say:~          id: B01|       say:~          id: B01|D19 the line is indented by 7 spaces",
                "interrupts: false|interrupts: false~dialog: cx|D19 \"dialog\" stands here twice",
                // No fault is told twice
                "    do: balance|    do: balanse|D03 unknown action \"balanse\"; did you mean \"balance\"?",
                "    do: balance|    do:|D19 \"do\" is missing",
                "end: done|end: finished|D03 unknown end \"finished\"",
                // Values that make no sense
                "segments: \"2\"|segments: \"0\"|D19 \"segments\" must be a number from 1 to 10, not 0",
                "segments: \"2\"|segments: \"99\"|D19 \"segments\" must be a number from 1 to 10, not 99",
                // What no colon, dash, bracket or comma of another keyboard makes of a list
                "interrupts: false|interrupts:false|D19 write a space behind the colon of \"interrupts\"",
                "zh: @@|zh:@@|D19 write a space behind the colon of \"zh\"",
                "zh: 现金|zh:\u3000现金|D19 write a space behind the colon of \"zh\"",
                "      ok:|      ok§：|D19 write an ordinary colon and a space behind \"ok\"",
                "  - words:|  -words:|D19 \"commands\" is a list: each entry begins with a dash and a space",
                "[CX, 余额, 查询余额]|【CX，余额】|D11 \"CX,余额\" is read as one word; write a list",
                "[CX, 余额, 查询余额]|[CX，余额，查询余额]|D11 \"CX,余额,查询余额\" is read as one word",
                "[CX, 余额, 查询余额]|[CX、余额]|D11 \"CX、余额\" is read as one word",
                "[CX, 余额, 查询余额]|CX, 余额|D11 \"CX, 余额\" is read as one word",
                "[CX, 余额, 查询余额]|(CX, 余额)|D11 \"(CX, 余额)\" is read as one word",
                "[CX, 余额, 查询余额]|§[CX, 余额|D19 a text that begins with \"[\" must stand in quotes; a list ends with ]",
                "segments: \"2\"|segments: \"２\"|D19 \"segments\" must be a whole number, not \"２\"",
                "interrupts: false|interrupts: no|D19 \"interrupts\" must be true or false",
                "interrupts: false|interrupts: false // nie|D19 \"interrupts\" must be true or false",
                "interrupts: false|interrupts: false＃|D19 \"interrupts\" must be true or false",
                "interrupts: false|Interrupts: false|D03 unknown key \"Interrupts\"; did you mean \"interrupts\"?",
                "steps:|stesp:|D03 unknown key \"stesp\"; did you mean \"steps\"?",
                "steps:|<<<<<<< HEAD~steps:|D19 the line was left by a merge of two versions",
                "zh: 现金|zh: §\"现金\\\\账|D19 the quote that is opened here is not closed",
                "zh: @@|zh: \"现金\\账户\"|D19 in double quotes \\ begins a special sign",
                "zh: 现金账户|zh: §现金账户~            |D19 what stands here goes on in line",
                "zh: @@|zh: §\"现金账户~            余额\"|D19 what stands here goes on in line",
                // Texts that would look odd on a phone
                "zh: @@|zh: §“@@”|D22 in zh: \"“",
                "zh: 现金|zh: §现金\\n|D22 in zh: \"\\n\" would be sent as it stands",
                "zh: 现金|zh: §\\u73b0金|D22 in zh: \"\\u\" would be sent as it stands",
                "zh: 现金|zh: §TODO现金|D22 in zh: \"TODO\" would be sent as it stands; finish the text",
                "zh: 现金账户<cash>|zh: §现金账户__cash__|D22 in zh: \"__cash__\" would be sent as it stands; write <cash>",
                "zh: 现金账户<cash>|zh: §现金账户⟨cash⟩|D22 in zh: \"⟨cash⟩\" would be sent as it stands; write <cash>",
                "zh: 现金账户<cash>|zh: §现金账户＄cash|D22 in zh: \"＄cash\" would be sent as it stands; write <cash>",
                "zh: 现金账户<cash>|zh: §现金账户(cash)|D22 in zh: \"cash\" would be sent as it stands; write <cash>",
                "zh: 现金账户<cash>|zh: §现金账户<cash/>|D22 in zh: \"<\" would be sent",
                "zh: 现金账户<cash>|zh: §现金账户%{cash}|D22 in zh: \"{cash}\"",
                "zh: 现金账户|zh: §现金  账户|D23 in zh: the text has a blank too many",
                "zh: @@|zh: §\"@@ \"|D23 in zh: the text has a blank too many",
                "zh: 现金|zh: §现\t金|D23 in zh: the invisible character U+0009",
                "zh: 现金账户<cash>元，|zh: §现金账户<cash>元,|D20 (warning) in zh: a half-width \",\" stands in a Chinese text",
                "en: Cash account|en: §Cash\u00a0account|D23 in en: the invisible character U+00A0",
                "en: Cash account|en: §Cash ‘account’|D20 \"‘\" makes the text in en a UCS-2 message",
                // Words that hide others
                "[CX, |[CX, TX100, |D11 \"TX100\" would never reach \"TX\", which takes what follows it as its amount",
                "[CX, |[CX, \"TX 100\", |D11 \"TX 100\" would never reach \"TX\"",
                "[CX, |[CX, QX, |D11 \"QX\" is already a control word; choose another word",
                "[CX, |[CX, cx, |D11 \"CX\" is already a command",
                // Words that nobody can send
                "[CX, |[CX, \"100\", |D11 \"100\" would be taken out of answers",
                "[CX, |[CX, 💰, |D11 \"💰\" of \"💰\" is U+1F4B0, which phones do not send",
                "[CX, |[СХ, |D11 \"С\" of \"СХ\" is U+0421, which looks like a Latin letter and is none",
                "[CX, |[ΧZ, |D11 \"Χ\" of \"ΧZ\" is U+03A7, which looks like a Latin letter and is none",
                "[CX, |[CX, \"。\", |D11 a word is empty"
            })
    void isOneFaultAtItsPlace(String good, String bad, String message) throws IOException {
        check(CX, good, bad, message);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "dialogs/tx.yaml | retry: ask_amount | retry: check | D02 \"retry: check\" leads to a step that asks nothing",
                "dialogs/kt.yaml | wait: agree | wait: check | D02 \"wait: check\" leads to a step that asks nothing",
                "dialogs/tx.yaml | take: amount | take: amout | D03 unknown slot \"amout\"; did you mean \"amount\"?",
                "dialogs/kt.yaml | next: open | next: Open | D03 unknown step \"Open\"; did you mean \"open\"?",
                "dialogs/kt.yaml | late: K08 | late: K88 | D03 unknown reply \"K88\"; did you mean \"K08\"?",
                "dialogs/kt.yaml | end: failed | end: fail | D03 unknown end \"fail\"; did you mean \"failed\"?",
                "dialogs/kt.yaml | expire: 24h | expire: 240h | D19 \"expire\" must be a time from 10s to 24h, not 240h",
                "dialogs/_notices.yaml | refund: | refundd: | D03 unknown notice \"refundd\"; did you mean \"refund\"?",
                "dialogs/_common.yaml | languages: [zh, en] | languages: [en] | D08 \"languages\" must name zh",
                "dialogs/_common.yaml | languages: [zh, en] | languages: [zh, en, fr] | D08 no text is written in \"fr\"",
                "dialogs/_common.yaml | tries: \"3\" | tries: \"0\" | D19 \"tries\" must be a number from 1 to 9, not 0",
                "dialogs/_common.yaml | expire: 10m | expire: 1s | D19 \"expire\" must be a time from 10s to 24h, not 1s",
                "dialogs/hf.yaml | type: pin | type: password | D03 unknown slot type \"password\"",
                "ivr-scripts/12588.yaml | patience: 8s | patience: 8h | D19 \"patience\" must be a time from 1s to 60s, not 8h"
            })
    void ofOtherFilesIsOneFault(String file, String good, String bad, String message) throws IOException {
        check(file, good, bad, message);
    }

    @Test
    void ofAKeyThatIsNamedOtherwiseInItsTextIsOneFault() throws IOException {
        var text = shipped().get("ivr-scripts/12588.yaml");
        var found =
                Pattern.compile("key: \"([1-7])\"\\s+say:\\s+zh: \\S*请按\\1。").matcher(text);
        assertTrue(found.find());

        check(
                "ivr-scripts/12588.yaml",
                found.group(),
                found.group().replaceFirst("请按.。", "请按9。"),
                "D16 in zh: the text names key 9");
    }

    @Test
    void oneLanguageIsLegalWithAWarningAFile() throws IOException {
        var files = shipped();
        files.merge(COMMON, "", (text, none) -> text.replace("languages: [zh, en]", "languages: [zh]"));

        var loaded = ScriptFiles.read(files, ServiceCatalogue.catalogue());

        assertTrue(loaded.scripts() != null, loaded.faults().toString());
        var names = loaded.faults().stream().map(Fault::file).toList();
        assertEquals(names.stream().distinct().toList(), names, "one warning a file");
    }

    @Test
    void aFileThatCannotBeReadHidesNoFaultOfAnother() throws IOException {
        var files = shipped();
        files.merge("dialogs/kt.yaml", "", (text, none) -> text.replaceFirst("zh: ", "zh: @"));
        files.merge("dialogs/hf.yaml", "", (text, none) -> text.replaceFirst("next: pay\\b", "next: payy"));
        files.merge(CX, "", (text, none) -> text.replace("<cash>", "<cahs>"));

        var faults = ScriptFiles.read(files, ServiceCatalogue.catalogue()).faults();

        assertEquals(
                List.of(CX, "dialogs/hf.yaml", "dialogs/kt.yaml"),
                faults.stream().map(Fault::file).toList(),
                faults.toString());
    }

    @Test
    void whatLooksLikeAFileAndIsNotReadIsAFault() throws IOException {
        for (var each : shipped().entrySet()) {
            var file = folder.resolve(each.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, each.getValue());
        }
        var dialogs = folder.resolve("dialogs");
        Files.move(dialogs.resolve("cx.yaml"), dialogs.resolve("cx.yml"));
        Files.move(dialogs.resolve("hf.yaml"), dialogs.resolve("hf.YAML"));
        Files.move(dialogs.resolve("m.yaml"), dialogs.resolve("m.yaml.txt"));
        Files.createDirectories(dialogs.resolve("sub"));
        Files.move(dialogs.resolve("tx.yaml"), dialogs.resolve("sub/tx.yaml"));
        Files.createDirectories(dialogs.resolve("zz.yaml"));
        Files.createSymbolicLink(dialogs.resolve("gone.yaml"), dialogs.resolve("nowhere"));
        Files.writeString(folder.resolve("outside.yaml"), "dialog: out");
        Files.createSymbolicLink(dialogs.resolve("out.yaml"), folder.resolve("outside.yaml"));
        Files.writeString(dialogs.resolve(".kt.yaml"), "dialog: kt");
        Files.writeString(dialogs.resolve("big.yaml"), "#" + "x".repeat(300_000));
        Files.write(dialogs.resolve("gbk.yaml"), "# a\n# 开户".getBytes(Charset.forName("GBK")));
        Files.write(dialogs.resolve("wide.yaml"), "dialog: a".getBytes(StandardCharsets.UTF_16));

        var faults = ScriptFiles.load(dialogs, folder.resolve("ivr-scripts"), ServiceCatalogue.catalogue())
                .faults();

        for (String expected : List.of(
                "dialogs/cx.yml: D19 is not read because of its name; rename it to cx.yaml",
                "dialogs/hf.YAML: D19 is not read because of its name; rename it to hf.yaml",
                "dialogs/m.yaml.txt: D19 is not read because of its name; rename it to m.yaml",
                "dialogs/sub/tx.yaml: D19 is not read here; move it to dialogs/",
                "dialogs/zz.yaml: D19 is a folder, not a file",
                "dialogs/out.yaml: D19 is a link that leaves the folder",
                "dialogs/.kt.yaml: D19 (warning) looks like a copy",
                "dialogs/big.yaml: D19 the file has 292 KB; at most 256 KB are read",
                "dialogs/gbk.yaml:2: D19 is not UTF-8 text here; it looks like GBK",
                "dialogs/wide.yaml:1: D19 is not UTF-8 text here; it looks like UTF-16")) {
            assertTrue(
                    faults.stream().anyMatch(fault -> fault.toString().startsWith(expected)),
                    expected + " in " + faults);
        }
        assertTrue(
                faults.stream().anyMatch(fault -> fault.toString().startsWith("dialogs/gone.yaml: D19 is a link to")));
        assertEquals(11, faults.size(), faults.toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "dialogs/kt.yaml | ivr-scripts/12588.yaml | D03 unknown dialogue \"kt\"",
                "dialogs/hf.yaml | dialogs/_notices.yaml | D04 notices \"bill_paid\", \"bill_failed\"",
                "dialogs/_notices.yaml | dialogs/_notices.yaml | D19 this file is missing",
                "dialogs/_common.yaml | dialogs/_common.yaml | D19 this file is missing"
            })
    void aFileThatIsGoneIsMissedWhereItIsNamed(String gone, String where, String message) throws IOException {
        var files = shipped();
        files.remove(gone);

        var faults = ScriptFiles.read(files, ServiceCatalogue.catalogue()).faults();

        assertTrue(
                faults.stream()
                        .anyMatch(fault ->
                                fault.file().equals(where) && fault.toString().contains(message)),
                faults.toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: &a [x,x]~b: &b [*a,*a]~c: [*b,*b] | references like *a are not read here",
                "dialog: &a zz~steps: &s~  x: *s | references like *s are not read here",
                "dialog: zz~---~dialog: extra | begins a second document",
                "- dialog: zz | is not a mapping",
                "dialog zz | is not a mapping",
                "<html><body>404</body></html> | is not a mapping",
                "# nothing | the file is empty; it begins with a line like \"dialog: kt\"",
                "dialog: zz~steps:~  - a: b | \"steps\" must be a mapping",
                "dialog: zz~steps:~  a: hello | a step must be a mapping of keys and values"
            })
    void aFileThatIsNoDialogueIsToldSo(String text, String message) throws IOException {
        var files = shipped();
        files.put("dialogs/zz.yaml", text.replace('~', '\n') + "\n");

        var faults = ScriptFiles.read(files, ServiceCatalogue.catalogue()).faults();

        assertTrue(
                faults.stream().allMatch(fault -> fault.file().equals("dialogs/zz.yaml")),
                "others have none: " + faults);
        assertTrue(faults.stream().anyMatch(fault -> fault.toString().contains(message)), faults.toString());
    }

    /** A search by patterns, or for ways without end, in such a file would hold up the engine that is to read it. */
    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "text|<a| |D07 in zh: the text has ",
                "text||{|D07 in zh: the text has ",
                "text|<|a |D07 in zh: the text has ",
                "steps||  s%d: {say: G04, next: s%d}~|D19 the file has ",
                "words||W%dX, |D11 more than 50 stand here"
            })
    void aHostileFileIsToldSo(String where, String begins, String goesOn, String message) throws IOException {
        int times = where.equals("text") ? 200_000 / goesOn.length() : where.equals("words") ? 10_000 : 4_000;
        var grown = new StringBuilder(begins == null ? "" : begins);
        for (int i = 0; i < times; i++) {
            grown.append(goesOn.replaceFirst("%d", Integer.toString(i)).replaceFirst("%d", Integer.toString(i + 1)));
        }
        var files = shipped();
        files.put(
                "dialogs/zz.yaml",
                "dialog: zz\ntitle:\n  zh: 试试\n  en: Try\ncommands:\n  - words: ["
                        + (where.equals("words") ? grown : "") + "ZZ]\nsteps:\n"
                        + (where.equals("steps") ? grown.toString().replace('~', '\n') : "")
                        + "  a:\n    say:\n      en: Hello\n      zh: \""
                        + (where.equals("text") ? grown : "您好") + "\"\n    end: done\n");

        var faults = ScriptFiles.read(files, ServiceCatalogue.catalogue()).faults();

        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.get(0).toString().contains(message), faults.toString());
    }

    private static void check(String file, String good, String bad, String message) throws IOException {
        var files = shipped();
        var from = written(good);
        assertTrue(files.get(file).contains(from), from);
        var to = written(bad);
        var marked = files.get(file).replaceFirst(Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to));
        int place = marked.indexOf('§');
        files.put(file, marked.replace("§", ""));

        var faults = ScriptFiles.read(files, ServiceCatalogue.catalogue()).faults();

        assertEquals(1, faults.size(), faults.toString());
        var fault = faults.get(0);
        assertTrue(fault.toString().contains(message), fault.toString());
        assertEquals(file, fault.file());
        if (place >= 0) {
            var before = marked.substring(0, place);
            assertEquals(before.lines().count() + (before.endsWith("\n") ? 1 : 0), fault.line(), fault.toString());
            assertEquals(place - before.lastIndexOf('\n'), fault.place().column(), fault.toString());
        }
    }

    private static String written(String text) {
        return text == null ? "" : text.replace("@@", BALANCE).replace('~', '\n');
    }

    private static Map<String, String> shipped() throws IOException {
        var files = new TreeMap<String, String>();
        for (String name : List.of("dialogs", "ivr-scripts")) {
            try (var paths = Files.list(Home.find().resolve(name))) {
                for (Path path :
                        paths.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                    files.put(name + "/" + path.getFileName(), Files.readString(path));
                }
            }
        }
        return files;
    }
}
