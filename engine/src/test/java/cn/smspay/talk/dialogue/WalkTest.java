package cn.smspay.talk.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.base.Channel;
import cn.smspay.base.ConversationId;
import cn.smspay.base.Secret;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Go;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a {@link Walk} goes from each kind of step, by its guards, its answers and the tries that are left. */
final class WalkTest {
    private static final String COMMON = """
            languages: [zh]
            tries: "2"
            says:
              unknown: plain
              cancelled: plain
              replaced: plain
              late: plain
              updated: plain
              give_up: enough
              nothing_pending: plain
              nothing_open: plain
              fault: plain
            refusals:
              amount:
                not_amount: odd
                too_small: small
                too_big: odd
              confirm:
                not_confirm: odd
              choice:
                not_choice: odd
              text:
                not_text: odd
                too_short: odd
                too_long: odd
            replies:
              plain:
                zh: 好
              enough:
                zh: 再见
              odd:
                zh: 不对
              small:
                zh: 太少
            """;

    private static final String DIALOG = """
            dialog: walk
            title:
              zh: 走
            commands:
              - words: [WK]
                take: amount
            slots:
              amount:
                type: amount
                min: "1"
              sure:
                type: confirm
                yes: [Y]
                no: [N]
              why:
                type: text
                keep: 30d
            steps:
              start:
                ask: amount
                when: rich
                else: look
                say:
                  zh: 多少
                next: sure
              sure:
                ask: sure
                say:
                  zh: 确认
                next: look
                no:
                  say:
                    zh: 不做
                  end: failed
              look:
                do: look
                outcomes:
                  ok:
                    say:
                      zh: 有<cash>元
                    next:
                      - when: rich
                        next: pick
                      - when: late
                        next: why
                      - next: over
                  nobody:
                    say:
                      zh: 没有
                    retry: start
                  later:
                    say:
                      zh: 再来
                    wait: start
              pick:
                choose:
                  - answer: ["1"]
                    when: late
                    say:
                      zh: 1说
                    next: why
                  - answer: ["1"]
                    when: not late
                    say:
                      zh: 1完
                    next: over
                  - answer: ["2"]
                    say:
                      zh: 2看
                    next: look
                say:
                  zh: 选<options>
              why:
                ask: why
                say:
                  zh: 为何
                next: over
              over:
                say:
                  zh: 完
                end: done
            """;

    /** One that stays open, whose question asks nothing by itself. */
    private static final String STAYS = """
            dialog: stays
            title:
              zh: 留
            survives: true
            commands:
              - words: [ST]
                take: amount
            slots:
              amount:
                type: amount
                min: "1"
            steps:
              start:
                ask: amount
                next: over
              over:
                say:
                  zh: 完
                end: done
            """;

    private static final String CALL = """
            ivr: "12588"
            title:
              zh: 电话
            start: main
            tries: "2"
            no_input:
              zh: 请按键
            no_match:
              zh: 错键
            give_up:
              zh: 挂了
            steps:
              main:
                say:
                  zh: 您好
                menu:
                  - key: "1"
                    when: rich
                    say:
                      zh: 富请按一
                    next: agent
                  - key: "1"
                    when: not rich
                    next: other
                  - key: "*"
                    next: text
              agent:
                transfer: "10086"
                say:
                  zh: 转接
              other:
                transfer: "10087"
                failed:
                  say:
                    zh: 没人
                  next: main
              text:
                start_sms:
                  dialog: walk
                  at: look
                say:
                  zh: 已发
                end: done
            """;

    private static final Catalogue CATALOGUE = new Catalogue.Builder()
            .guards("rich", "late")
            .action(Catalogue.action(
                    "look",
                    false,
                    List.of(),
                    Catalogue.outcome("ok", Catalogue.money("cash")),
                    Catalogue.outcome("nobody"),
                    Catalogue.outcome("later")))
            .build();

    private static final Scripts SCRIPTS = ScriptFiles.read(
                    Map.of(
                            "dialogs/_common.yaml",
                            COMMON,
                            "dialogs/_notices.yaml",
                            "notices: {}\n",
                            "dialogs/walk.yaml",
                            DIALOG,
                            "dialogs/stays.yaml",
                            STAYS,
                            "ivr-scripts/call.yaml",
                            CALL),
                    CATALOGUE)
            .orThrow();

    private final Talk talk = new Talk();
    private final List<String> trail = new ArrayList<>();

    private static Dialog dialog(String name) {
        return Objects.requireNonNull(SCRIPTS.dialogs().get(name));
    }

    private Conversation begun(String dialog, String step, int tries, Map<String, String> values) {
        return new Conversation(
                new ConversationId(7),
                dialog,
                dialog(dialog).version(),
                Conversation.State.ASKING,
                step,
                values,
                Map.of(),
                tries,
                4,
                talk.clock.instant().plusSeconds(60),
                "zh",
                Channel.SMS);
    }

    private Walk walk(Conversation begun, String argument) {
        var edition = new Edition(SCRIPTS, new Trail() {
            @Override
            public void walked(Dialog dialog, String step, String on) {
                trail.add(step + ": " + on);
            }

            @Override
            public void ended(Dialog dialog, Go.Kind how) {
                trail.add("ended " + how);
            }
        });
        var dialog = dialog(begun.dialog());
        var open = dialog.survives() ? new OpenConversations(null, begun) : new OpenConversations(begun, null);
        return new Walk(
                edition,
                dialog,
                begun,
                talk.facts(),
                talk.clock.instant(),
                new PendingAction.Context(
                        open,
                        "amount",
                        argument.isEmpty() ? null : new Secret(argument),
                        "",
                        new Understood("WK", "walk", "", Understood.OK, false)));
    }

    private Walk at(String step, int tries) {
        return walk(begun("walk", step, tries, Map.of("amount", "5.00")), "");
    }

    private static Step.Ask ask(String dialog, String step) {
        return (Step.Ask) dialog(dialog).step(step);
    }

    private static String said(Turn turn) {
        return String.join(" ", turn.says().stream().map(Say::written).toList());
    }

    /** What was said, and where it stands now: a step that waits, an action, or the end. */
    private static String seen(Turn turn) {
        var doing = turn.doing();
        var open =
                turn.open().asking() == null ? turn.open().kept() : turn.open().asking();
        var where = doing != null ? "do " + doing.action() : open == null ? "over" : open.step();
        return said(turn) + " | " + where;
    }

    private static Conversation asking(Turn turn) {
        var asking = turn.open().asking();
        assertNotNull(asking);
        return asking;
    }

    private static SlotAnswer yes(String value) {
        return SlotAnswer.accepted(value);
    }

    // ---- into a step

    @Test
    void aQuestionIsAskedWhereItsGuardHoldsAndElseTheOtherStepFollows() {
        talk.guards.add("rich");
        var asked = at("start", 1).enter("start");
        assertEquals("多少 | start", seen(asked));
        assertEquals(0, asking(asked).tries(), "its tries begin anew");
        assertEquals(
                talk.clock.instant().plus(Duration.ofMinutes(10)), asking(asked).expiresAt());

        talk.guards.remove("rich");
        assertEquals(" | do look", seen(at("start", 0).enter("start")));
        assertEquals(List.of("start: skip"), trail);
    }

    @Test
    void theArgumentOfACommandAnswersItsQuestionAndOnlyThat() {
        talk.guards.add("rich");
        assertEquals(
                "确认 | sure",
                seen(walk(begun("walk", "start", 0, Map.of()), "50").enter("start")));
        assertEquals(List.of("start: answer"), trail);

        assertEquals(
                "确认 | sure", seen(walk(begun("walk", "sure", 0, Map.of()), "50").enter("sure")));
    }

    @Test
    void anArgumentThatDoesNotFitIsRefusedLikeAnAnswer() {
        talk.guards.add("rich");
        var refused = walk(begun("walk", "start", 0, Map.of()), "0.50").enter("start");

        assertEquals("太少 | start", seen(refused));
        assertEquals("REFUSED:too_small", refused.heard().disposition());
        assertEquals(1, asking(refused).tries());
    }

    @Test
    void aQuestionWithoutWordsLivesOnTheArgumentAlone() {
        var done = walk(begun("stays", "start", 0, Map.of()), "5").enter("start");
        assertEquals("完 | over", seen(done));

        var failed = walk(begun("stays", "start", 0, Map.of()), "x").enter("start");
        assertEquals("不对 | over", seen(failed));
        assertEquals("ended FAILED", trail.get(trail.size() - 1));
        assertEquals("REFUSED:not_amount", failed.heard().disposition());
    }

    // ---- answers

    @Test
    void aYesGoesOnAndANoGoesWhereTheFileSays() {
        assertEquals(" | do look", seen(at("sure", 0).accept(ask("walk", "sure"), yes("yes"))));

        var no = at("sure", 0).accept(ask("walk", "sure"), new SlotAnswer(SlotAnswer.Fit.NO, ""));

        assertEquals("不做 | over", seen(no));
        assertEquals("REFUSED:no", no.heard().disposition());
    }

    @ParameterizedTest
    @CsvSource({"true, 1, 为何 | why", "false, 1, 完 | over", "true, 2, ' | do look'"})
    void ofTwoChoicesWithOneNumberTheOneThatIsOfferedIsMeant(boolean late, String answer, String seen) {
        if (late) {
            talk.guards.add("late");
        }

        assertEquals(seen, seen(at("pick", 0).accept(ask("walk", "pick"), yes(answer))));
    }

    @Test
    void aTextThatIsKeptIsWrittenDownFirst() {
        var turn = at("why", 0).accept(ask("walk", "why"), yes("因为"));
        var doing = turn.doing();
        assertNotNull(doing);

        assertEquals(Walk.WRITE_DOWN, doing.action());
        assertEquals(
                Map.of("dialog", "walk", "step", "why", "conversation", "7", "days", "30"),
                new HashMap<>(doing.inputs()));
        assertEquals("因为", Objects.requireNonNull(doing.secrets().get("text")).reveal());
        assertEquals("完 | over", seen(at("why", 0).writtenDown(ask("walk", "why"))));
    }

    // ---- refusals

    @Test
    void aRefusedAnswerIsAskedForAgainUntilTheLastTry() {
        var first = at("sure", 0).refuse(ask("walk", "sure"), "not_confirm");
        assertEquals("不对 | sure", seen(first));
        assertEquals(1, asking(first).tries());
        assertEquals("REFUSED:not_confirm", first.heard().disposition());

        var last = at("sure", 1).refuse(ask("walk", "sure"), "not_confirm");

        assertEquals("再见 | over", seen(last));
        assertEquals("REFUSED:give_up", last.heard().disposition());
        assertEquals(List.of("sure: refused not_confirm", "sure: gave up", "ended FAILED"), trail.subList(1, 4));
    }

    @Test
    void aConversationThatStaysCountsNoTriesAndGetsNoMoreTime() {
        var begun = begun("stays", "start", 9, Map.of());
        talk.clock.turn(Duration.ofSeconds(50));
        var turn = walk(begun, "").refuse(ask("stays", "start"), "not_amount");

        var kept = turn.open().kept();
        assertNotNull(kept);
        assertEquals("不对", said(turn));
        assertEquals(9, kept.tries());
        assertEquals(begun.expiresAt(), kept.expiresAt());
    }

    // ---- after an action

    private Turn after(String outcome, int tries, String... values) {
        return at("look", tries).after((Step.Do) dialog("walk").step("look"), Talk.how(outcome, values));
    }

    @ParameterizedTest
    @CsvSource({"rich, 选1完，2看, pick", "late, 为何, why", "poor, 完, over"})
    void theFirstWayWhoseGuardHoldsIsGone(String guard, String words, String step) {
        talk.guards.add(guard);

        assertEquals("有5.00元 " + words + " | " + step, seen(after("ok", 0, "cash", "5.00")));
    }

    @Test
    void aRetryCostsATryAndAWaitDoesNot() {
        var retry = after("nobody", 0);
        assertEquals("没有 | start", seen(retry));
        assertEquals(1, asking(retry).tries());
        assertNull(asking(retry).values().get("amount"), "the answer is to be given anew");
        assertEquals("REFUSED:nobody", retry.heard().disposition());
        assertEquals("再见 | over", seen(after("nobody", 1)));

        var wait = after("later", 1);
        assertEquals("再来 | start", seen(wait));
        assertEquals(1, asking(wait).tries());
        assertEquals("REFUSED:later", wait.heard().disposition());
    }

    @Test
    void anOutcomeThatNobodyHandlesIsAFaultOfOurs() {
        assertThrows(IllegalArgumentException.class, () -> after("odd", 0));
    }

    // ---- calls

    private Walk call(int tries) {
        var begun = begun("12588", "main", tries, Map.of());
        return walk(begun, "");
    }

    private static Step.Menu menu() {
        return (Step.Menu) dialog("12588").step("main");
    }

    @ParameterizedTest
    @CsvSource({"true, 您好 富请按一", "false, 您好"})
    void aMenuSaysWhatIsOffered(boolean rich, String words) {
        if (rich) {
            talk.guards.add("rich");
        }
        var turn = call(1).enter("main");

        assertEquals(words + " | main", seen(turn));
        assertEquals(0, asking(turn).tries());
    }

    @ParameterizedTest
    @CsvSource({"true, 1, agent", "false, 1, other", "true, *, text", "true, 2, ", "true, 11, ", "true, '', "})
    void aKeyLeadsWhereItIsOffered(boolean rich, String keys, String step) {
        if (rich) {
            talk.guards.add("rich");
        }

        assertEquals(step, call(0).choice(menu(), keys));
    }

    @Test
    void aCallerIsHandedOverAndComesBackToWhatTheFileSays() {
        var over = call(1).enter("agent");
        assertEquals("转接 | agent", seen(over));
        assertEquals(new VoiceNext.Transfer("10086"), over.next());
        assertEquals(0, asking(over).tries());

        var gaveUp = call(0).notHandedOver((Step.Transfer) dialog("12588").step("agent"));
        assertEquals("挂了 | over", seen(gaveUp));
        assertEquals(new VoiceNext.HangUp(), gaveUp.next());
        assertEquals("没人 您好 | main", seen(call(0).notHandedOver((Step.Transfer)
                dialog("12588").step("other"))));
    }

    @Test
    void aWrongKeyIsToldAndTheMenuSaidAgainUntilTheLastTry() {
        var voice = Objects.requireNonNull(dialog("12588").voice());
        var first = call(0).again(menu(), voice.noMatch(), "no_match");
        assertEquals("错键 您好 | main", seen(first));
        assertEquals(1, asking(first).tries(), "though the menu is entered anew");
        assertEquals("REFUSED:no_match", first.heard().disposition());

        assertEquals("挂了 | over", seen(call(1).again(menu(), voice.noMatch(), "no_match")));
    }

    @Test
    void aCallMayBeginADialogueByShortMessage() {
        var turn = call(0).enter("text");

        assertEquals(new Turn.Start("walk", "look"), turn.start());
        assertEquals("已发 | over", seen(turn));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRemarkLeavesEverythingWhereItIs(boolean open) {
        var begun = begun("walk", "sure", 0, Map.of());
        var then = open ? new OpenConversations(begun, null) : OpenConversations.NONE;
        var turn = walk(begun, "").remark(SCRIPTS.common().reply(cn.smspay.talk.script.Common.Role.FAULT), then);

        assertEquals("好", said(turn));
        assertEquals(then, turn.open());
    }
}
