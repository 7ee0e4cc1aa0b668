package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Fault;
import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.YamlFile;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names a file may declare, and what is said of one that it does not (D03). */
final class NameUsesTest {
    private static final String FILE = """
            dialog: zz
            slots:
              amount:
                type: amount
            steps:
              ask_1:
                ask: amount
              结束:
                say: x
            """;

    private final Faults faults = new Faults();

    private Fields fields(String file, String text) {
        return new Fields(Objects.requireNonNull(YamlFile.read(file, text, faults)), "a file", faults);
    }

    private NameUses uses(String text) {
        return new NameUses(fields("dialogs/zz.yaml", text), faults);
    }

    private String told() {
        return String.join("\n", faults.all().stream().map(Fault::toString).toList());
    }

    @Test
    void whatIsDeclaredIsEveryStepAndSlotAndWhereNothingIsDeclaredNothing() {
        assertEquals(
                new Declared(Set.of("ask_1", "结束"), Set.of("amount")),
                uses(FILE).declared());
        assertEquals(Declared.NOTHING, uses("dialog: zz\n").declared());
        assertEquals(Declared.NOTHING, uses("steps: none\nslots: [a]\n").declared());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | zz | ",
                "false | z_9 | ",
                "false | Zz | dialogs/zz.yaml:1:9: D03 a dialogue has a name in small Latin letters, like kt, not \"Zz\"",
                "false | 9z | dialogs/zz.yaml:1:9: D03 a dialogue has a name in small Latin letters, like kt, not \"9z\"",
                "false | 转账 | dialogs/zz.yaml:1:9: D03 a dialogue has a name in small Latin letters, like kt, not \"转账\"",
                "true | 12588 | ",
                "true | 125 | ",
                "true | 12 | dialogs/zz.yaml:1:6: D03 a voice menu has the number that is dialled as its name, like \"12588\", not \"12\"",
                "true | 12588x | dialogs/zz.yaml:1:6: D03 a voice menu has the number that is dialled as its name, like \"12588\", not \"12588x\"",
                "true | 123456789012345678901 | dialogs/zz.yaml:1:6: D03 a voice menu has the number that is dialled as its name, like \"12588\", not \"123456789012345678901\"",
            })
    void aDialogueHasASmallNameAndAVoiceMenuItsNumber(boolean voice, String name, String told) {
        uses((voice ? "ivr: \"" + name + "\"" : "dialog: " + name) + "\n").check(voice);

        assertEquals(told == null ? "" : told, told());
    }

    @Test
    void namesOfStepsMayBeChineseAndNamesOfSlotsMayNot() {
        uses("""
                dialog: zz
                slots:
                  Amount: {type: amount}
                  金额: {type: amount}
                  ok_1: {type: amount}
                steps:
                  a.b: {say: x}
                  1st: {say: x}
                  确认-1: {say: x}
                """).check(false);

        assertEquals("""
                dialogs/zz.yaml:3: D03 a slot has a name in small Latin letters, which is its placeholder, like amount, not "Amount"
                dialogs/zz.yaml:4: D03 a slot has a name in small Latin letters, which is its placeholder, like amount, not "金额"
                dialogs/zz.yaml:7: D03 a step has a name of letters, digits, - and _, like ask_amount, not "a.b"
                dialogs/zz.yaml:8: D03 a step has a name of letters, digits, - and _, like ask_amount, not "1st\"""", told());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "next: ask_1 | ask_1 | ",
                "next: 结束 | 结束 | ",
                "next: ask_2 | ask_2 | dialogs/zz.yaml:1:7: D03 unknown step \"ask_2\"; did you mean \"ask_1\"?",
                "next: \"\" | '' | dialogs/zz.yaml:1:1: D02 \"next\" names no step",
                "next: \" \" | ' ' | dialogs/zz.yaml:1:1: D02 \"next\" names no step",
                "say: x | '' | ",
            })
    void aStepThatIsNamedHasToBeThere(String line, String name, String told) {
        assertEquals(name, uses(FILE).step(fields("dialogs/zz.yaml", line + "\n"), "next"));
        assertEquals(told == null ? "" : told, told());
    }

    @Test
    void whereStepsCannotBeReadNoNameOfOneIsAFault() {
        uses("dialog: zz\nsteps: none\n").step(fields("dialogs/zz.yaml", "next: any\n"), "next");

        assertEquals("", told());
    }

    @Test
    void anOutcomeThatAllFilesShareCanNameOnlyStepsThatEachOfThemHas() {
        uses(FILE).step(fields("dialogs/_common.yaml", "next: ask_2\n"), "next");

        assertEquals(
                "dialogs/_common.yaml:1:7: D03 step \"ask_2\" is not in every dialogue in which this is used; write the outcome"
                        + " there",
                told());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "next: ask_1 | ask_1 | ",
                "wait: ask_1 | '' | dialogs/zz.yaml:1:1: D02 after an answer follows a step: write \"next\", and \"wait\" in the step"
                        + " that it names",
                "retry: ask_1 | '' | dialogs/zz.yaml:1:1: D02 after an answer follows a step: write \"next\", and \"retry\" in the"
                        + " step that it names",
                "end: done | '' | dialogs/zz.yaml:1:1: D02 after an answer follows a step: write \"next\", and \"end\" in the step"
                        + " that it names",
            })
    void anAnswerIsFollowedByAStep(String line, String name, String told) {
        assertEquals(name, uses(FILE).next(fields("dialogs/zz.yaml", line + "\n")));
        assertEquals(told == null ? "" : told, told());
    }

    @Test
    void anAnswerThatNothingFollowsLacksIt() {
        var after = fields("dialogs/zz.yaml", "ask: amount\n");

        assertEquals("", uses(FILE).next(after));

        after.node("ask");
        after.done();
        assertEquals(1, faults.all().size());
        assertTrue(told().contains("\"next\""), told());
    }

    @Test
    void aSlotThatNobodyDeclaredIsToldUnlessTheDeclarationItselfIsWrong() {
        var line = fields("dialogs/zz.yaml", "ask: amuont\n");
        uses(FILE).slot(line, "ask", "amount");
        uses(FILE).slot(line, "ask", "");
        uses("dialog: zz\nslot:\n  amount: x\n").slot(line, "ask", "amuont");
        uses("dialog: zz\nslots:\n  Amuont: x\n").slot(line, "ask", "amuont");
        assertEquals(List.of(), faults.all());

        uses(FILE).slot(line, "ask", "amuont");
        assertEquals("dialogs/zz.yaml:1:6: D03 unknown slot \"amuont\"; did you mean \"amount\"?", told());
    }
}
