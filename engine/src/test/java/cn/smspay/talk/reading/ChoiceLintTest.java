package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Fault;
import cn.smspay.cli.Home;
import cn.smspay.talk.actions.ServiceCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in menus by short message, conditions, limits and free texts, each told once at its place. */
final class ChoiceLintTest {
    private static final String FILE = "dialogs/zz.yaml";
    private static final String GOOD = """
            dialog: zz
            title:
              zh: 试
              en: trial
            commands:
              - words: [ZZ]
            slots:
              why:
                type: text
                shortest: "2"
                longest: "40"
                characters: any
                keep: 30d
            steps:
              menu:
                choose:
                  - answer: ["1", 一]
                    say:
                      zh: 1甲
                      en: 1 first
                    next: count
                  - answer: ["2"]
                    when: registered
                    say:
                      zh: 2乙
                      en: 2 second
                    next: ask
                when: workday
                else: ask
                say:
                  zh: 请选：<options>
                  en: "Choose: <options>"
              count:
                limit:
                  per: day
                  times: "3"
                over:
                  say:
                    zh: 用完
                    en: Used up
                  end: failed
                next:
                  - when: [registered, time 06:00-12:00]
                    next: ask
                  - when: not registered
                    next: bye
                  - next: bye
              ask:
                ask: why
                say:
                  zh: 为什么？
                  en: Why?
                next: bye
              bye:
                say:
                  - when: time 06:00-12:00
                    zh: 早安
                    en: Good morning
                  - when: not time 06:00-12:00
                    zh: 再见
                    en: Good-bye
                end: done
            """;

    private static Map<String, String> files(String text) throws IOException {
        var files = new TreeMap<String, String>();
        for (String folder : new String[] {"dialogs", "ivr-scripts"}) {
            try (var paths = Files.list(Home.find().resolve(folder))) {
                for (Path path :
                        paths.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                    files.put(folder + "/" + path.getFileName(), Files.readString(path));
                }
            }
        }
        files.put(FILE, text);
        return files;
    }

    @Test
    void aDialogueWithAllOfThemIsInOrder() throws IOException {
        var loaded = ScriptFiles.read(files(GOOD), ServiceCatalogue.catalogue());

        assertEquals(java.util.List.of(), loaded.faults());
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "answer: [\"2\"] | answer: [\"1\"] | :22: D16 answer \"1\" can be offered together with line 17",
                "answer: [\"2\"] | answer: [\"２\", \"1\"] | :22: D16 answer \"1\" can be offered together with line 17",
                "answer: [\"2\"] | answer: [] | :22:9: D16 \"answer\" is missing",
                "answer: [\"2\"] | anser: [\"2\"] | :22:9: D03 unknown key \"anser\"; did you mean \"answer\"?",
                "zh: 2乙 | zh: 3乙 | :25:15: D16 in zh: the label names 3, but is chosen by 2",
                "zh: 2乙 | zh: 2乙<total> | :25:15: D09 in zh: a label has no placeholders",
                "<options>~      en: \"Choose: <options>\" | 一~      en: \"Choose:\" | :17: D16 the label is never shown",
                "next: ask~    when | nxt: ask~    when | D03 unknown key \"nxt\"; did you mean \"next\"?",
                "next: count | next: cuont | :21:15: D03 unknown step \"cuont\"; did you mean \"count\"?",
                "else: ask~ | # no else~ | :28: D02 say under \"else\" which step follows",
                "when: workday~ | # no when~ | :29: D02 \"else\" follows when \"when\" does not hold",
                "when: workday | when: workdays | :28:11: D03 unknown guard \"workdays\"; did you mean \"workday\"?",
                "when: workday | when: holiday | D03 no day is a holiday: list them",
                "when: workday | when: language fr | D08 nobody is spoken to in \"fr\"",
                "when: workday | when: weekday funday | :28:11: D03 weekdays are written like",
                "when: workday | when: time 6-12 | :28:11: D03 a time of day is written like",
                "when: workday | when: [registered, not registered] | D02 \"registered\" and \"not registered\" never hold together",
                "when: registered~        say:~          zh: 2 | when: registred~        say:~          zh: 2 | :23:15: D03 unknown guard \"registred\"; did you mean \"registered\"?",
                "say:~          zh: 2乙~          en: 2 second~ | # no label~ | D16 this choice is not always offered",
                "per: day | per: dya | :35: D03 unknown period \"dya\"; did you mean \"day\"?",
                "times: \"3\" | times: \"0\" | :36: D14 \"times\" must be a number from 1 to 1000",
                "times: \"3\" | times: many | D14 \"times\" must be a number from 1 to 1000",
                "over:~      say:~        zh: 用完~        en: Used up~      end: failed~ | # no over~ | :34:5: D04 say under \"over\" what follows",
                "- next: bye~ | # no more~ | :45: D02 the last way under \"next\" is taken in all other cases",
                "next: bye~      - next: bye | next: bye | :45: D02 the last way",
                "next: bye~      - next: bye | next: bye~      - when: real_name~        next: ask~      - when: not registered~        next: bye~      - next: ask | ~",
                "    next: bye~  bye | next: bye~    end: done~  bye | D02 after an answer follows a step: write \"next\", and \"end\" in the step",
                "keep: 30d | kept: 30d | D03 unknown key \"kept\"; did you mean \"keep\"?",
                "keep: 30d | keep: 3000d | D19 \"keep\" must be a time from",
                "longest: \"40\" | longest: \"1\" | :10: D14 \"shortest\" is above \"longest\"",
                "characters: any | characters: chinse | :12: D03 unknown sort of characters \"chinse\"; did you mean \"chinese\"?",
                "zh: 为什么？ | zh: 为什么<why>？ | D10 in zh: <why> would say a secret back",
                "words: [ZZ] | words: [ZZ]~    take: why | :6: D14 a free text is not taken along",
                "when: not time 06:00-12:00 | when: time 12:01-06:00 | :56: D06 there are cases in which nothing is said",
                "dialog: zz | dialog: zz~aside: menu | D15 step \"menu\" under \"aside\" leads to a question",
                "dialog: zz | dialog: zz~aside: mneu | D03 unknown step \"mneu\"; did you mean \"menu\"?",
                "  menu:~ | why:~ | D03",
                "type: text | type: choice | D03 unknown slot type \"choice\"",
                "    limit:~      per: day~      times: \"3\" | do: count_use | D03 write \"limit:",
                "dialog: zz | ivr: \"12345\"~start: menu~no_input: G04~no_match: G04~give_up: G04 | :1: D19 a voice menu stands in the folder ivr-scripts"
            })
    void aMistakeIsToldAtItsPlace(String good, String bad, String message) throws IOException {
        var from = good.replace('~', '\n');
        assertTrue(GOOD.contains(from), from);
        var text = GOOD.replaceFirst(Pattern.quote(from), "~".equals(bad) ? "" : bad.replace('~', '\n'));

        var loaded = ScriptFiles.read(files(text), ServiceCatalogue.catalogue());

        if (message.equals("~")) {
            return;
        }
        var faults = loaded.faults().stream().map(Fault::toString).toList();
        assertTrue(
                faults.stream().anyMatch(fault -> fault.contains(FILE + message) || fault.contains(message)),
                message + " not in " + faults);
        assertNull(loaded.scripts());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "4", "5"})
    void aHostileFileIsRefusedInShortTime(int which) throws IOException {
        var hostile = switch (which) {
            case 0 -> "a: ".repeat(1) + "[".repeat(10_000) + "]".repeat(10_000);
            case 1 -> "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c, *c]\n";
            case 2 -> GOOD + "# " + "x".repeat(300_000);
            case 3 -> GOOD.replace("when: workday", "when: [" + "registered, ".repeat(5_000) + "real_name]");
            case 4 -> GOOD.replace("answer: [\"1\", 一]", "answer: [\"1\", \"" + "一".repeat(5_000) + "\"]");
            default -> {
                var loop = new StringBuilder(GOOD.replace("next: count", "next: s0"));
                for (int i = 0; i < 2_000; i++) {
                    loop.append("  s")
                            .append(i)
                            .append(":\n    next:\n      - when: registered\n        next: s")
                            .append((i + 1) % 2_000)
                            .append("\n      - next: s")
                            .append((i + 7) % 2_000)
                            .append('\n');
                }
                yield loop.toString();
            }
        };

        var loaded = org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                java.time.Duration.ofSeconds(20), () -> ScriptFiles.read(files(hostile), ServiceCatalogue.catalogue()));

        assertNull(loaded.scripts());
    }
}
