package cn.smspay.talk.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import cn.smspay.talk.dialogue.OpenConversations;
import cn.smspay.talk.dialogue.Outcome;
import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.Trail;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.dialogue.VoiceNext;
import cn.smspay.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls and messages from their first word to where they wait, on a whole engine: {@link ServiceVoice} and {@link Walker}. */
@Timeout(120)
final class CallsTest {
    private static final ServiceNumber MENU = new ServiceNumber("12588");
    private static final String MARY = "13800000001";

    @TempDir
    Path folder;

    private Service service;
    private ServiceVoice voice;

    @BeforeEach
    void start() {
        service = new Service(folder);
        voice = new ServiceVoice(service.engine().desk(), service.engine().lane(), service.clock);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static VoiceTurn get(CompletionStage<VoiceTurn> turn) {
        try {
            return turn.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private VoiceTurn press(String call, String keys) {
        return get(voice.input(call, new VoiceInput.Keys(new Secret(keys))));
    }

    private static String said(VoiceTurn turn) {
        return String.join("", turn.say().stream().map(Spoken::written).toList());
    }

    @Test
    void aCallGoesFromStepToStepAndItsPathIsKnownUntilItsRecordIsWritten() {
        var begun = get(voice.begin("c1", MARY, MENU));
        assertTrue(said(begun).contains("欢迎使用手机支付"), said(begun));
        assertInstanceOf(VoiceNext.Collect.class, begun.next());
        var first = voice.path("c1");
        assertFalse(first.isEmpty());

        press("c1", "9");
        assertTrue(voice.path("c1").startsWith(first), voice.path("c1"));
        var over = get(voice.input("c1", new VoiceInput.HungUp()));

        assertInstanceOf(VoiceNext.HangUp.class, over.next());
        assertTrue(voice.path("c1").startsWith(first), "the record of the call still finds it");
        assertInstanceOf(VoiceNext.HangUp.class, press("c1", "1").next(), "nobody is in it any more");
    }

    @Test
    void aCallerWhoWithholdsHisNumberIsServedAsTheMenuSays() {
        var begun = get(voice.begin("c2", "anonymous", MENU));

        assertFalse(said(begun).isEmpty());
        assertEquals(0, service.number("select count(*) from subscription"), "nobody was met");
    }

    @Test
    void aNumberWithoutAMenuIsAnApologyAndTheEndOfTheCall() {
        var begun = get(voice.begin("c3", MARY, new ServiceNumber("12000")));

        assertInstanceOf(VoiceNext.HangUp.class, begun.next());
        assertEquals(1, begun.say().size());
        assertTrue(said(begun).startsWith("系统繁忙"), said(begun));
        assertEquals("", voice.path("c3"));
        assertFalse(voice.apology().isEmpty(), "what is said when the engine stops");
    }

    @Test
    void aCallThatIsUndoneIsNotCounted() {
        get(voice.begin("c4", MARY, MENU));
        press("c4", "7#");
        service.engine().writeFigures();
        service.settle();

        assertEquals(1, service.number("select count(*) from dialogue_figure where dialog = '12588' and step = ''"));
    }

    /** Everything that {@link Walker} does is done in one transaction. */
    private Walker.Walked walk(Tx tx, SubscriptionId who, Walker walker, String text) {
        var desk = service.engine().desk();
        var now = service.clock.instant();
        var facts = desk.person(tx, who, now);
        return walker.walk(
                tx, who, Channel.SMS, facts, desk.machine().hear(OpenConversations.NONE, text, facts, now), now);
    }

    @Test
    void aTurnIsFollowedThroughItsActionsToWhereItWaits() {
        service.say(MARY, "CX");
        var walked = service.in(tx -> {
            var who = service.subscription(tx, new Msisdn(MARY).digits());
            return walk(tx, who, service.engine().desk().walker(), "KT");
        });

        assertEquals(List.of("check"), walked.steps());
        assertEquals(1, walked.says().size());
        assertTrue(walked.sms().isEmpty());
        assertTrue(walked.conversation() != null, "it did something");
        var waits = walked.last().open().kept();
        assertEquals("agree", waits == null ? "" : waits.step());
    }

    @Test
    void anActionThatAFollowerEndsOtherwiseIsNotPerformed() {
        service.say(MARY, "CX");
        service.engine().desk().follow(new Trail() {
            @Override
            public @Nullable Outcome instead(String action) {
                return action.equals("check_open")
                        ? new Outcome("phone_status", Map.of("state", "停机"), List.of())
                        : null;
            }
        });

        var walked = service.in(tx -> {
            var who = service.subscription(tx, MARY);
            return walk(tx, who, service.engine().desk().walker(), "KT");
        });

        assertEquals(List.of("check"), walked.steps());
        assertEquals("REFUSED:phone_status", walked.last().heard().disposition());
        service.clock.turn(Duration.ofSeconds(1));
    }
}
