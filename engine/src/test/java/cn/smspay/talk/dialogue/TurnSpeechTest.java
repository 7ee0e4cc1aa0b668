package cn.smspay.talk.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Place;
import cn.smspay.talk.script.Common.Role;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Guard;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Step;
import cn.smspay.talk.script.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one turn says, in which order, and what is put in front of it. */
final class TurnSpeechTest {
    private static final Dialog TX =
            Objects.requireNonNull(Talk.SHIPPED.dialogs().get("tx"));
    private static final String REPLACED =
            Talk.SHIPPED.common().reply(Role.REPLACED).id();

    private final Talk talk = new Talk();
    private final Map<String, String> values = new HashMap<>();

    private TurnSpeech speech(String language, String prefix) {
        var edition = new Edition(Talk.SHIPPED, Trail.NONE);
        var facts = talk.facts();
        var guards = new GuardChecks(facts, Talk.SHIPPED.common(), language, talk.clock.instant());
        return new TurnSpeech(edition, TX, language, facts, guards, values, prefix);
    }

    private static ReplyTemplate reply(String id, String zh, String... when) {
        return new ReplyTemplate(
                id,
                Map.of("zh", Template.of(zh), "en", Template.of(id + " in English")),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("zh", Place.line("x", 1)),
                List.of(when).stream().map(Guard::of).toList(),
                "x",
                1);
    }

    private static List<String> written(List<Say> says) {
        return says.stream().map(say -> say.id() + " " + say.written()).toList();
    }

    @Test
    void theFirstThingSaidCarriesWhatHadToBeSaidBeforeAndOnlyThat() {
        var speech = speech("zh", "原申请已取消。");

        speech.say(List.of(reply("A", "一"), reply("B", "二")), speech.scope());

        assertEquals("", speech.prefix());
        assertEquals(List.of("A 原申请已取消。一", "B 二"), written(speech.ended()));
    }

    @Test
    void whatIsSentByMessageCarriesItAsWell() {
        var speech = speech("zh", "前。");

        speech.send(List.of(reply("A", "一")), speech.scope());
        speech.say(List.of(reply("B", "二")), speech.scope());

        assertEquals(List.of("A 前。一"), written(speech.sms()));
        assertEquals(List.of("B 二"), written(speech.says()));
    }

    @Test
    void whatHadToBeSaidBeforeIsSaidAloneWhereNothingElseWas() {
        var speech = speech("zh", "原申请已取消。");
        speech.say(List.of(), speech.scope());
        speech.say(List.of(reply("A", "一", "rich_nobody")), speech.scope());

        assertEquals("原申请已取消。", speech.prefix(), "it still has to be said");
        assertEquals(List.of(REPLACED + " 原申请已取消。"), written(speech.ended()));
        assertEquals(List.of(), speech("zh", "").ended());
    }

    @ParameterizedTest
    @CsvSource({"true, A B C", "false, A D"})
    void onlyWhatItsGuardsLetBeSaidIsSaid(boolean holds, String said) {
        if (holds) {
            talk.guards.add("registered");
        }
        var speech = speech("zh", "");

        speech.say(
                List.of(
                        reply("A", "一"),
                        reply("B", "二", "registered"),
                        reply("C", "三", "registered", "not frozen"),
                        reply("D", "四", "not registered")),
                speech.scope());

        assertEquals(said, String.join(" ", speech.says().stream().map(Say::id).toList()));
    }

    @Test
    void aQuestionKnowsTheLimitsThatThereAre() {
        var ask = (Step.Ask) TX.step("ask_amount");

        assertEquals(
                Map.of("min", "1.00", "max", "5000.00"),
                speech("zh", "").ofQuestion(ask).extras());

        talk.limits.remove("withdraw_max");
        assertEquals(Map.of("min", "1.00"), speech("zh", "").ofQuestion(ask).extras());
        assertEquals(
                Map.of(),
                speech("zh", "").ofQuestion((Step.Ask) TX.step("ask_pin")).extras());
    }

    @Test
    void howManyTriesAreLeftIsAddedToWhatWasKnown() {
        var speech = speech("zh", "");
        var scope = speech.ofQuestion((Step.Ask) TX.step("ask_amount"));

        var left = speech.withLeft(scope, 0);

        assertEquals(Map.of("min", "1.00", "max", "5000.00", "left", "0"), left.extras());
        assertEquals(scope.values(), left.values());
        assertEquals(Map.of("left", "2"), speech.withLeft(speech.scope(), 2).extras());
    }

    private static Step.Ask menu(String... joins) {
        var ask = (Step.Ask) TX.step("ask_amount");
        var join = joins.length == 0 ? Map.<String, String>of() : Map.of("zh", joins[0]);
        var question = new ReplyTemplate(
                "Q", Map.of("zh", Template.of("选<options>")), Map.of(), join, Map.of(), Map.of(), List.of(), "x", 1);
        var onlyChinese = new ReplyTemplate(
                "L", Map.of("zh", Template.of("3丙")), Map.of(), Map.of(), Map.of(), Map.of(), List.of(), "x", 1);
        var choices = List.of(
                new Step.Choice(List.of("1"), List.of(), List.of(reply("L1", "1甲")), "a", 1),
                new Step.Choice(List.of("2"), List.of(Guard.of("registered")), List.of(reply("L2", "2乙")), "b", 1),
                new Step.Choice(List.of("3"), List.of(), List.of(onlyChinese), "c", 1),
                new Step.Choice(List.of("4"), List.of(), List.of(), "d", 1));
        return new Step.Ask(
                "ask", ask.slot(), List.of(question), List.of(), ask.expire(), "a", null, "", choices, "", 1);
    }

    @Test
    void aMenuReadsOutWhatIsOfferedNowBetweenWhatItsAuthorSays() {
        assertEquals("1甲，3丙", speech("zh", "").ofQuestion(menu()).extras().get(ReplyContext.OPTIONS));
        talk.guards.add("registered");
        assertEquals("1甲，2乙，3丙", speech("zh", "").ofQuestion(menu()).extras().get(ReplyContext.OPTIONS));
        assertEquals(
                "1甲\n2乙\n3丙", speech("zh", "").ofQuestion(menu("\n")).extras().get(ReplyContext.OPTIONS));
    }

    @Test
    void aLabelWithoutTheLanguageIsReadOutInTheUsualOne() {
        talk.language = "en";

        assertEquals(
                "L1 in English, 3丙",
                speech("en", "").ofQuestion(menu("\n")).extras().get(ReplyContext.OPTIONS));
    }

    @Test
    void aValueThatIsMissingIsAnAlarmAndNeverAPlaceholder() {
        var speech = speech("zh", "");

        speech.say(List.of(reply("A", "余额<cash>元")), speech.scope());

        assertEquals(1, speech.alarms().size());
        assertTrue(speech.says().stream().noneMatch(say -> say.written().contains("<")));
    }
}
