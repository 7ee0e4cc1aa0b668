package cn.smspay.talk.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.talk.dialogue.ReplyFiller.Scope;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Common;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Template;
import cn.smspay.talk.script.ValueKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a {@link ReplyFiller} finds each value, how it writes it, and what it says where there is none. */
final class ReplyFillerTest {
    private static final Catalogue.ActionOutcome SORT = Catalogue.outcome(
            "ok",
            Catalogue.money("cash"),
            Catalogue.password("key", 8),
            Catalogue.output("at", ValueKind.TIME, 16),
            Catalogue.output("state", ValueKind.WORD, 8));

    private final Talk talk = new Talk();
    private final Dialog dialog = Objects.requireNonNull(Talk.SHIPPED.dialogs().get("tx"));
    private ReplyFiller filler = filler("zh", false);

    private ReplyFiller filler(String language, boolean aloud) {
        return new ReplyFiller(Talk.SHIPPED, talk.facts(), language, aloud);
    }

    private static ReplyTemplate reply(String zh, String en) {
        var texts = new LinkedHashMap<String, Template>();
        texts.put("zh", Template.of(zh));
        if (!en.isEmpty()) {
            texts.put("en", Template.of(en));
        }
        return new ReplyTemplate("X1", texts, Map.of(), Map.of(), Map.of(), Map.of(), List.of(), "a.yaml", 7);
    }

    private Scope scope(@Nullable Outcome outcome, Map<String, String> values, Map<String, String> extras) {
        return new Scope(dialog, values, outcome == null ? null : SORT, outcome, extras);
    }

    private Scope of(String name, String value) {
        return scope(Talk.how("ok", name, value), Map.of(), Map.of());
    }

    private Say one(String text, Scope scope) {
        var says = filler.say(reply(text, text), scope);
        assertEquals(1, says.size());
        return says.get(0);
    }

    private String written(String text, Scope scope) {
        return one(text, scope).written();
    }

    private void isAlarmed(String name, Say said) {
        var fault = Talk.SHIPPED.common().reply(Common.Role.FAULT);
        assertEquals(fault.id(), said.id());
        assertTrue(said.values().isEmpty());
        assertEquals(List.of("no value for <" + name + "> in reply X1 (a.yaml:7)"), filler.alarms());
    }

    // ---- where values come from

    @Test
    void theOutcomeGoesBeforeTheMomentAndThatBeforeWhatIsHeld() {
        var held = Map.of("cash", "1.00", "left", "9", "amount", "3.00");
        var extras = Map.of("cash", "2.00", "left", "1");

        assertEquals(
                "5.00 1 3.00", written("<cash> <left> <amount>", scope(Talk.how("ok", "cash", "5.00"), held, extras)));
        assertEquals("2.00 1 3.00", written("<cash> <left> <amount>", scope(null, held, extras)));
        assertEquals("1.00 9 3.00", written("<cash> <left> <amount>", scope(null, held, Map.of())));
    }

    @Test
    void anOutcomeThatPromisesAValueAndHasNoneIsNotFilledFromElsewhere() {
        isAlarmed("cash", one("<cash>", scope(Talk.how("ok"), Map.of("cash", "1.00"), Map.of())));
    }

    @ParameterizedTest
    @CsvSource({"op, 提现", "cmd, TX", "tries, 3", "site, pay.example.cn", "withdraw_max, 5000.00"})
    void whatEveryTextMaySayIsKnownEverywhere(String name, String value) {
        assertEquals(value, written("<" + name + ">", scope(null, Map.of(), Map.of())));
    }

    @Test
    void whatNobodyKnowsIsAnAlarmAndANeutralText() {
        isAlarmed("nothing", one("a <nothing> b", scope(null, Map.of(), Map.of())));
    }

    @Test
    void anEmptyValueIsNone() {
        isAlarmed("cash", one("<cash>", of("cash", "")));
    }

    @Test
    void withoutADialogueItHasNoNameAndHoldsNothing() {
        var scope = new Scope(null, Map.of("amount", "3.00"), null, null, Map.of());

        isAlarmed("amount", one("<amount>", scope));
        filler = filler("zh", false);
        isAlarmed("op", one("<op>", scope));
        filler = filler("zh", false);
        isAlarmed("cmd", one("<cmd>", scope));
    }

    @ParameterizedTest
    @CsvSource({"left, COUNT", "min, MONEY", "max, MONEY", "until, TEXT"})
    void whatTheMomentAddsIsOfAKindByItsName(String name, ValueKind kind) {
        var said = one("<" + name + ">", scope(null, Map.of(), Map.of(name, "7")));

        assertEquals(new Spoken.Value(kind, "7"), said.values().get(name));
    }

    // ---- how they are written

    /** It is November 2009. */
    @ParameterizedTest
    @CsvSource({
        "zh, 2009-11-02 09:05, 11月2日09:05",
        "zh, 2010-01-31 23:59, 2010年1月31日23:59",
        "zh, 2008-12-31 00:00, 2008年12月31日00:00",
        "en, 2009-11-02 09:05, 11-02 09:05",
        "en, 2010-01-31 23:59, 2010-01-31 23:59"
    })
    void aTimeIsWrittenWithTheYearOnlyWhereItIsAnother(String language, String at, String written) {
        filler = filler(language, false);

        assertEquals(written, written("<at>", of("at", at)));
    }

    @Test
    void aTimeThatIsSpokenStaysAsItIs() {
        filler = filler("zh", true);

        assertEquals(
                new Spoken.Value(ValueKind.TIME, "2009-11-02 09:05"),
                one("<at>", of("at", "2009-11-02 09:05")).values().get("at"));
    }

    @ParameterizedTest
    @CsvSource({"zh", "en"})
    void aWordIsTranslated(String language) {
        filler = filler(language, false);
        var word = Talk.SHIPPED.common().words().entrySet().iterator().next();

        assertEquals(word.getValue().get(language), written("<state>", of("state", word.getKey())));
    }

    @Test
    void aWordThatIsNotInTheTableIsMissing() {
        isAlarmed("state", one("<state>", of("state", "unheard_of")));
    }

    @Test
    void aTextWithAPasswordInItIsSecret() {
        assertTrue(one("<key>", of("key", "abcd2345")).secret());
        assertTrue(!one("<cash>", of("cash", "5.00")).secret());
    }

    @Test
    void aTextThatIsNotWrittenInTheLanguageIsSaidInTheUsualOne() {
        filler = filler("en", false);

        assertEquals(
                "zh",
                filler.say(reply("好", ""), scope(null, Map.of(), Map.of()))
                        .get(0)
                        .language());
        assertEquals(
                "en",
                filler.say(reply("好", "Fine"), scope(null, Map.of(), Map.of()))
                        .get(0)
                        .language());
    }

    // ---- listings

    private static final Catalogue.ActionOutcome LISTING = Catalogue.listing(
            "ok",
            List.of(Catalogue.outcome("in", Catalogue.money("sum")), Catalogue.outcome("out", Catalogue.money("sum"))));

    private List<String> listed(String... sortsAndSums) {
        var rows = new java.util.ArrayList<Outcome.Row>();
        for (int i = 0; i < sortsAndSums.length; i += 2) {
            rows.add(new Outcome.Row(sortsAndSums[i], Map.of("sum", sortsAndSums[i + 1])));
        }
        var whole = reply("明细：<rows>。", "");
        var listing = new ReplyTemplate(
                "X1",
                whole.texts(),
                Map.of("in", reply("入<sum>", "")),
                Map.of("zh", "；"),
                Map.of(),
                Map.of(),
                List.of(),
                "a.yaml",
                7);
        var outcome = new Outcome("ok", Map.of(), rows);
        return filler.say(listing, new Scope(dialog, Map.of(), LISTING, outcome, Map.of())).stream()
                .map(Say::written)
                .toList();
    }

    @Test
    void linesAreJoinedAndThoseOfASortThatIsNotSaidAreLeftOut() {
        assertEquals(List.of("明细：入1.00；入2.00。"), listed("in", "1.00", "out", "9.00", "in", "2.00"));
        assertEquals(List.of("明细：入1.00。"), listed("in", "1.00"));
        assertEquals(List.of(), filler.alarms());
    }

    @Test
    void aloudEachLineIsASentenceBehindTheFirst() {
        filler = filler("zh", true);
        var said = filler.say(
                new ReplyTemplate(
                        "X1",
                        reply("明细", "").texts(),
                        Map.of("in", reply("入<sum>", "")),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        "a.yaml",
                        7),
                new Scope(
                        dialog,
                        Map.of(),
                        LISTING,
                        new Outcome(
                                "ok",
                                Map.of(),
                                List.of(
                                        new Outcome.Row("in", Map.of("sum", "1.00")),
                                        new Outcome.Row("in", Map.of("sum", "2.00")))),
                        Map.of()));

        assertEquals(
                List.of("明细", "入1.00", "入2.00"), said.stream().map(Say::written).toList());
    }

    @Test
    void aListingWithoutLinesHasNothingForThem() {
        assertEquals(1, listed().size());
        assertEquals(List.of("no value for <rows> in reply X1 (a.yaml:7)"), filler.alarms());
    }
}
