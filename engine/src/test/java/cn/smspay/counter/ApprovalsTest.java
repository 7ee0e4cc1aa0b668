package cn.smspay.counter;

import static cn.smspay.counter.desks.Replies.CHIEF;
import static cn.smspay.counter.desks.Replies.HAN;
import static cn.smspay.counter.desks.Replies.LI;
import static cn.smspay.counter.desks.Replies.pending;
import static cn.smspay.counter.desks.Replies.said;
import static cn.smspay.counter.desks.Replies.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.counter.Approvals.Proposals;
import cn.smspay.counter.FourEyes.ProposedChange;
import cn.smspay.counter.Proposal.State;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may release what another has proposed, until when, and what is done then. */
final class ApprovalsTest {
    private static final Subject SUBJECT = Subject.number(new Msisdn("13800000001"));
    private static final Duration LAPSES = Duration.ofHours(72);

    @TempDir
    Path folder;

    private final List<Gift> given = new ArrayList<>();
    private World world;
    private Approvals approvals;
    private FourEyes<Gift, Given> act;
    private int keys;

    /** What the act of these tests is told; an {@code odd} word is refused when it is done. */
    record Gift(Fen amount, String word) {}

    record Given(Fen amount) {}

    @BeforeEach
    void open() {
        world = new World(folder);
        world.customer("13800000001");
        approvals = new Approvals(world.counter());
        act = approvals.register(act("test.gift", this::give));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static FourEyes<Gift, Given> act(String word, BiFunction<ActContext, Gift, Reply<Given>> effect) {
        return new FourEyes<>(
                Act.of(word, Given.class, Role.CLERK),
                Gift.class,
                Set.of(Role.SUPERVISOR),
                (deal, gift) ->
                        gift.amount().isPositive() ? Optional.empty() : Optional.of(Reply.refused("bad-amount")),
                effect,
                (deal, gift) -> List.of(ProposedChange.of("cash", Fen.ZERO, gift.amount())));
    }

    private Reply<Given> give(ActContext deal, Gift gift) {
        if (gift.word().equals("odd")) {
            return Reply.refused("odd", Map.of("amount", gift.amount()));
        }
        given.add(gift);
        return Reply.done(new Given(gift.amount()));
    }

    private Key fresh(Caller caller) {
        return Key.of(caller, "k" + ++keys, "body");
    }

    private CompletableFuture<Reply<Given>> propose(Caller caller, String yuan, String word, String why) {
        return approvals.propose(
                caller, fresh(caller), act, SUBJECT, new Gift(World.fen(yuan), word), Map.of("word", word), why);
    }

    private long proposed() {
        return pending(propose(LI, "5.00", "even", "for her birthday"));
    }

    private CompletableFuture<Reply<Proposal>> release(Caller caller, long id) {
        return approvals.release(caller, fresh(caller), id);
    }

    private CompletableFuture<Reply<Proposal>> refuse(Caller caller, long id) {
        return approvals.refuse(caller, fresh(caller), id, "no");
    }

    private Proposals listed(boolean decided) {
        return value(approvals.list(CHIEF, decided, 0));
    }

    private Requests.State request(long id) {
        return world.in(tx -> world.counter().requests().find(tx, LI.client(), id, Given.class))
                .orElseThrow()
                .state();
    }

    @Test
    void anActIsRegisteredOnce() {
        assertThrows(IllegalStateException.class, () -> approvals.register(act("test.gift", this::give)));
    }

    @Test
    void aProposalIsDoneByNobodyYet() {
        long id = proposed();

        assertEquals(List.of(), given);
        assertEquals(Requests.State.PENDING, request(id));
        var waiting = listed(false);
        var first = waiting.proposals().get(0);
        assertEquals("word=even", first.what());
        assertEquals("for her birthday", first.why());
        assertEquals("hall:li.lei", first.proposer());
        assertEquals(first.proposedAt().plus(LAPSES), first.lapsesAt());
        assertEquals(Map.of(id, List.of(new ProposedChange("cash", "0.00", "5.00"))), waiting.changes());
    }

    @Test
    void whatCannotBeProposedLeavesNoProposal() {
        assertEquals("reason-missing", said(propose(LI, "5.00", "even", " \t")));
        assertEquals("bad-amount", said(propose(LI, "0.00", "even", "why")));
        assertEquals("role", said(propose(CHIEF, "5.00", "even", "why")));

        assertEquals(List.of(), listed(true).proposals());
    }

    @Test
    void theSecondPersonsReleaseDoesIt() {
        long id = proposed();

        var released = value(release(CHIEF, id));

        assertEquals(List.of(new Gift(World.fen("5.00"), "even")), given);
        assertEquals(State.RELEASED, released.state());
        assertEquals("hall:wang", released.decider());
        assertEquals("done", released.outcome());
        assertEquals(Requests.State.COMPLETED, request(id));
        assertEquals(List.of(), listed(false).proposals());
        assertEquals(1, listed(true).proposals().size());
    }

    @Test
    void whatIsRefusedThenIsRefusedToBothWithItsReason() {
        long id = pending(propose(LI, "5.00", "odd", "why"));

        var reply = release(CHIEF, id).join();

        assertEquals(Reply.refused("odd", Map.of("amount", World.fen("5.00"))), reply);
        assertEquals(Requests.State.FAILED, request(id));
        assertEquals("refused:odd", listed(true).proposals().get(0).outcome());
        assertEquals("decided", said(release(CHIEF, id)));
    }

    @Test
    void aSecondPersonMayRefuseForGood() {
        long id = proposed();

        var refused = value(refuse(CHIEF, id));

        assertEquals(State.REFUSED, refused.state());
        assertEquals("hall:wang", refused.decider());
        assertEquals(List.of(), given);
        assertEquals(Requests.State.FAILED, request(id));
        assertEquals("decided", said(release(CHIEF, id)));
        assertEquals("decided", said(refuse(CHIEF, id)));
    }

    @Test
    void nobodyDecidesHisOwnProposalByWhicheverDoor() {
        long id = proposed();
        var chiefToo = Caller.of(Channel.HALL, "li.lei", "10.0.0.7", Role.CLERK, Role.SUPERVISOR);
        var elsewhere = Caller.of(Channel.OPERATOR, "li.lei", "local", Role.SUPERVISOR);

        assertEquals("own-proposal", said(release(chiefToo, id)));
        assertEquals("own-proposal", said(release(elsewhere, id)));
        assertEquals("own-proposal", said(refuse(elsewhere, id)));
        assertEquals(List.of(), given);
    }

    @Test
    void aNameThatOnlyEndsLikeTheProposersIsAnothers() {
        long id = proposed();

        assertEquals("done", said(release(Caller.of(Channel.HALL, "lei", "10.0.0.7", Role.SUPERVISOR), id)));
    }

    @Test
    void onlyTheRolesOfTheActDecide() {
        long id = proposed();
        var agent = Caller.of(Channel.AGENT, "lucy", "10.0.2.1", Role.AGENT);

        assertEquals("role", said(release(HAN, id)));
        assertEquals("role", said(release(agent, id)));
        assertEquals("role", said(refuse(HAN, id)));
        assertEquals("role", said(release(LI, id)), "before it is said that it is his own");
        assertEquals(List.of(), given);
    }

    @Test
    void anUnknownProposalIsUnknown() {
        assertEquals("unknown-proposal", said(release(CHIEF, 4711)));
        assertEquals("unknown-proposal", said(refuse(CHIEF, 4711)));
    }

    @ParameterizedTest
    @CsvSource({"-1, done", "0, lapsed"})
    void aProposalWaitsSeventyTwoHours(long millis, String answer) {
        long id = proposed();
        world.clock.turn(LAPSES.plusMillis(millis));

        assertEquals(answer, said(release(CHIEF, id)));
    }

    @Test
    void whatHasLapsedIsListedUntilTheRoundAndCanChangeNothing() {
        long id = proposed();
        world.clock.turn(LAPSES);

        assertEquals(1, listed(false).proposals().size());
        assertEquals(Map.of(), listed(false).changes());
        round();

        assertEquals(List.of(), listed(false).proposals());
        assertEquals(State.LAPSED, listed(true).proposals().get(0).state());
        assertEquals(Requests.State.FAILED, request(id));
        assertEquals("lapsed", said(release(CHIEF, id)));
        assertEquals("lapsed", said(refuse(CHIEF, id)));
    }

    @Test
    void theRoundEndsNothingThatMayStillBeReleased() {
        proposed();
        world.clock.turn(LAPSES.minusMillis(1));

        round();

        assertEquals(State.PROPOSED, listed(false).proposals().get(0).state());
    }

    @Test
    void theRoundEndsMoreThanAPage() {
        for (int i = 0; i < 101; i++) {
            proposed();
        }
        world.clock.turn(LAPSES);
        assertEquals(100, listed(false).proposals().size());

        round();

        assertEquals(List.of(), listed(false).proposals());
    }

    @Test
    void theListGoesOnAfterAProposal() {
        long first = proposed();
        long second = proposed();

        assertEquals(
                List.of(second),
                value(approvals.list(CHIEF, false, first)).proposals().stream()
                        .map(Proposal::id)
                        .toList());
    }

    @Test
    void anActThatWouldWaitOnceMoreIsAFaultAndNothingIsDecided() {
        var waits = approvals.register(act("test.waits", (deal, gift) -> new Reply.Pending<>(1, false)));
        long id = pending(
                approvals.propose(LI, fresh(LI), waits, SUBJECT, new Gift(World.fen("1.00"), "w"), Map.of(), "why"));

        assertThrows(CompletionException.class, () -> release(CHIEF, id).join());

        assertEquals(State.PROPOSED, listed(false).proposals().get(0).state());
    }

    @Test
    void aProposalWhoseActNobodyKnowsIsAFault() {
        long id = proposed();
        var others = new Approvals(world.counter());

        assertThrows(
                CompletionException.class,
                () -> others.release(CHIEF, fresh(CHIEF), id).join());
    }

    private void round() {
        approvals.round();
        world.settle();
    }
}
