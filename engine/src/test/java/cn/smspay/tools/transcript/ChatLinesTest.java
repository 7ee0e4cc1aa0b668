package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Home;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of a line of a transcript, each for itself; whole lines are in the table of {@link ChatMistakesTest}. */
final class ChatLinesTest {
    @ParameterizedTest
    @CsvSource({
        "case a, true",
        "CASE a, true",
        "'  case: a', true",
        "'# case', true",
        "cases a, true",
        "casein a, false",
        "> case a, true",
        "given 1, false",
        "in case, false"
    })
    void aLineThatWasToBeginACaseIsKnown(String line, boolean isCase) {
        assertEquals(isCase, ChatVerb.isCase(line));
    }

    @Test
    void wordsKnowWhereTheyStand() {
        assertEquals(List.of(new ChatWord("a", 0), new ChatWord("b=1", 4)), ChatWord.of("a \t b=1 "));
        assertEquals(new ChatWord.Wrong(6, "x"), new ChatWord("b=1", 4).wrong(2, "x"));
        assertNull(ChatWord.unseen("> \t余额＜ 。"));
        assertTrue(
                String.valueOf(ChatWord.unseen("> \u200E")).startsWith("Wrong[at=2, what=an invisible sign (U+200E)"));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "0.5, true", "9999999.99, true", "1.234, false", "-1, false", "'1,000', false", "１, false"})
    void anAmountIsYuanWithTwoDecimals(String text, boolean good) {
        assertEquals(good, ChatValues.money(text) == null);
    }

    @Test
    void whatALineMissesIsNotMissedBelowALineThatCannotBeRead() {
        var strict = new ChatArguments(null);
        assertNull(strict.wrong(2, "given", "13800000001"));
        assertTrue(String.valueOf(strict.wrong(3, "as", "13800000002")).contains("nobody is given the number"));
        assertTrue(String.valueOf(strict.wrong(4, ">", "<pay>")).contains("nothing was heard as <pay>"));

        var spoilt = new ChatArguments(null);
        assertNull(spoilt.wrong(2, "given", "13800000001"));
        spoilt.spoil();
        assertNull(spoilt.wrong(3, "as", "13800000002"));
        assertNull(spoilt.wrong(4, ">", "<pay>"));
    }

    @Test
    void namesAreThoseOfTheFiles() {
        var home = Home.find();
        var names = new ChatNames(
                ScriptFiles.load(home.resolve("dialogs"), home.resolve("ivr-scripts"), ServiceCatalogue.catalogue())
                        .orThrow());
        assertNull(names.wrong("state", ChatWord.of("tx.ask_pin kt.agree none")));
        assertTrue(String.valueOf(names.wrong("state", ChatWord.of("tx.ask_pin kt.agre")))
                .startsWith("Wrong[at=11, what=there is no step kt.agre; did you mean"));
        assertNull(names.wrong("end", ChatWord.of("tx done")));
        assertTrue(String.valueOf(names.wrong("end", ChatWord.of("tx over"))).contains("done, pending or failed"));
    }
}
