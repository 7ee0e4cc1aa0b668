package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which answers a key keeps, and to whom it gives them again (R 3.0.11). */
final class IdempotentAnswersTest {
    /** Of the request itself, not of a rule. */
    private static final EnumSet<Reason> NOT_KEPT =
            EnumSet.of(Reason.BAD_AMOUNT, Reason.KEY_REUSED, Reason.CODE_WANTED, Reason.CONFIRM_TEST, Reason.REPEATED);

    private static final SubscriptionId LI = new SubscriptionId(1);

    @TempDir
    private Path folder;

    private World world;
    /** How often something was done. */
    private int acts;

    @BeforeEach
    void open() {
        world = new World(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Request request(SubscriptionId who, Channel channel, String key) {
        return new Request(who, channel, key, Optional.empty(), world.clock.instant());
    }

    private Answer<String> refusedOnce(Request request, String what, Answer<String> answer) {
        return world.in(tx -> IdempotentAnswers.refusedOnce(tx, request, what, () -> {
            acts++;
            return answer;
        }));
    }

    private Answer<String> once(Request request, String what, Answer<String> answer) {
        return world.in(tx -> IdempotentAnswers.once(
                tx,
                request,
                what,
                () -> {
                    acts++;
                    return answer;
                },
                () -> Answer.done("again")));
    }

    private static Answer<String> no(Reason reason) {
        return Answer.refused(Refusal.of(reason));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void aRefusalByARuleIsAnAnswerForEverAndOneOfTheRequestIsNot(Reason reason) {
        var request = request(LI, Channel.WEB, "k");

        assertEquals(no(reason), refusedOnce(request, "50", no(reason)));

        var kept = NOT_KEPT.contains(reason) ? Answer.done("done") : no(reason);
        assertEquals(kept, refusedOnce(request, "50", Answer.done("done")));
        assertEquals(NOT_KEPT.contains(reason) ? 2 : 1, acts);
    }

    @Test
    void anAmountOutsideLimitsThatTheRuleNamesIsARefusalByARule() {
        var request = request(LI, Channel.WEB, "k");
        var tooSmall = Answer.<String>refused(Refusal.of(Reason.BAD_AMOUNT, Map.of("min", new Fen(100))));

        assertEquals(tooSmall, refusedOnce(request, "50", tooSmall));

        assertEquals(tooSmall, refusedOnce(request, "50", Answer.done("done")));
        assertEquals(1, acts);
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void keysThatNeverComeTwiceAreNotWrittenDown(Channel channel) {
        var ours = EnumSet.of(Channel.SMS, Channel.IVR, Channel.SYSTEM).contains(channel);
        var request = request(LI, channel, "k");

        refusedOnce(request, "50", no(Reason.FROZEN));

        assertEquals(ours ? Answer.done("done") : no(Reason.FROZEN), refusedOnce(request, "50", Answer.done("done")));
        assertEquals(ours ? 0 : 1, rows());

        once(request(LI, channel, "other"), "50", Answer.done("done"));
        assertEquals(ours ? 0 : 2, rows());
    }

    private long rows() {
        return world.store.read(sql -> sql.createQuery("select count(*) from answered_request")
                .mapTo(Long.class)
                .one());
    }

    @Test
    void anotherPersonOrAnotherWishUnderAKeyIsToldThatItIsTaken() {
        var key = "k";
        refusedOnce(request(LI, Channel.WEB, key), "50", no(Reason.FROZEN));

        assertEquals(no(Reason.KEY_REUSED), refusedOnce(request(LI, Channel.WEB, key), "51", Answer.done("done")));
        assertEquals(
                no(Reason.KEY_REUSED),
                refusedOnce(request(new SubscriptionId(2), Channel.WEB, key), "50", Answer.done("done")));
        assertEquals(1, acts, "nothing was done for them");
    }

    @Test
    void whatWasDoneOnceIsAnsweredAsARepetition() {
        var request = request(LI, Channel.HALL, "k");

        assertEquals(Answer.done("first"), once(request, "50", Answer.done("first")));
        assertEquals(Answer.done("again"), once(request, "50", Answer.done("second")));
        assertEquals(no(Reason.KEY_REUSED), once(request, "51", Answer.done("third")));
        assertEquals(
                no(Reason.KEY_REUSED),
                refusedOnce(request, "50", Answer.done("fourth")),
                "the key was for something that was done");
        assertEquals(1, acts);
    }

    @Test
    void whatWasRefusedOnceStaysRefusedAndWhatWasOnlyUnusableMayComeAgain() {
        var refused = request(LI, Channel.HALL, "k");
        var unusable = request(LI, Channel.HALL, "u");

        assertEquals(no(Reason.NO_CASH), once(refused, "50", no(Reason.NO_CASH)));
        assertEquals(no(Reason.NO_CASH), once(refused, "50", Answer.done("late")));
        assertEquals(no(Reason.CODE_WANTED), once(unusable, "50", no(Reason.CODE_WANTED)));
        assertEquals(Answer.done("with a code"), once(unusable, "50", Answer.done("with a code")));
        assertEquals(Answer.done("again"), once(unusable, "50", Answer.done("twice")));
        assertEquals(3, acts);
    }
}
