package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.Ticker;
import cn.smspay.base.UplinkId;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.outbox.Downlink;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.cli.Home;
import cn.smspay.store.Limits;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.desk.Desk;
import cn.smspay.talk.desk.DeskSettings;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a message is answered that has come before, by what became of its first answers (R 3.0.5). */
final class RepeatAnswersTest {
    private static final Path HOME = Home.find();
    private static final Scripts SCRIPTS = Objects.requireNonNull(
            ScriptFiles.load(HOME.resolve("dialogs"), HOME.resolve("ivr-scripts"), ServiceCatalogue.catalogue())
                    .scripts());
    private static final Msisdn LI = new Msisdn("13907310001");
    private static final UplinkId FIRST = new UplinkId(7);

    @TempDir
    private Path folder;

    private World world;
    private Outbox outbox;
    private Desk desk;
    private RepeatAnswers answers;
    private final SmsFigures figures = new SmsFigures();
    private long begun;

    @BeforeEach
    void open() {
        world = new World(folder);
        outbox = new Outbox(world.store, Vault.of(World.KEY));
        desk = new Desk(world.accounts, outbox, SCRIPTS, new DeskSettings("www.example.com", Inbox.SERVICE));
        var ticker = Ticker.of(world.clock);
        answers = new RepeatAnswers(
                desk, outbox, new Duplicates(SmsSettings.of(Inbox.SERVICE), Limits.SMALL, ticker), figures, ticker);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** How the first answers stand, each by a letter: Queued, Sent, Given up; small where it was a secret. */
    private void had(UplinkId uplink, String states, long conversation, String dialog) {
        world.in(tx -> {
            long first = 0;
            for (int i = 0; i < states.length(); i++) {
                char state = states.charAt(i);
                var id = outbox.add(
                        tx,
                        new Outbox.OutgoingAnswer(
                                LI,
                                Inbox.SERVICE,
                                "T" + i,
                                "text " + uplink.value() + i,
                                Character.isLowerCase(state),
                                "main",
                                uplink),
                        world.clock.instant());
                first = first == 0 ? id.value() : first;
                switch (Character.toUpperCase(state)) {
                    case 'S' -> outbox.sent(tx, id, 1, world.clock.instant());
                    case 'G' -> outbox.givenUp(tx, id, "no room", world.clock.instant());
                    default -> assertEquals('Q', state);
                }
            }
            tx.add(
                    InboxRows.INBOX,
                    new InboxRows.InboxRow(
                            uplink, 1, "print" + uplink, world.clock.instant(), first, conversation, dialog));
            return true;
        });
        begun = outbox.newest().value();
    }

    /** What the same message is answered, coming so often again. */
    private List<String> again(int repeats) {
        var pdu = new DeliveredPdu(
                "main",
                "c2",
                1,
                LI.digits(),
                Inbox.SERVICE.digits(),
                8,
                new byte[0],
                false,
                null,
                "main",
                null,
                world.clock.instant());
        world.in(tx -> {
            answers.answer(
                    tx,
                    new Duplicates.RepeatOf(FIRST, new UplinkId(99), repeats),
                    LI,
                    Inbox.SERVICE,
                    pdu,
                    world.clock.instant());
            return true;
        });
        var said = new ArrayList<String>();
        for (Downlink each : outbox.queued(new OutboxId(begun), 100)) {
            assertNull(each.cause(), "the answers of an uplink stay those that it was given first");
            assertEquals("main", each.bind());
            said.add(each.template() + " " + each.text());
        }
        begun = outbox.newest().value();
        return said;
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "Q, ''",
        "SQ, ''",
        "S, T0 text 70",
        "SS, T0 text 70|T1 text 71",
        "SG, T1 text 71",
        "GG, T0 text 70|T1 text 71",
        "Sg, T0 text 70",
        "Ss, T0 text 70",
    })
    void outsideADialogueTheSameIsSaidAgainWhatWasLostFirstAndNoSecretEver(String states, @Nullable String said) {
        had(FIRST, states, 0, "");

        assertEquals(said == null || said.isEmpty() ? "" : said, String.join("|", again(1)));
    }

    @Test
    void whereAllWasSecretItIsSaidThatItWasDone() {
        had(FIRST, "s", 0, "kt");

        var said = again(1);

        assertEquals(1, said.size());
        assertTrue(said.get(0).contains("KT"), said.toString());
        assertTrue(said.get(0).contains("11月2日09:00"), said.toString());
    }

    @Test
    void whatBelongedToNoDialogueHasNoWordsForThat() {
        had(FIRST, "s", 0, "gone");

        assertEquals(List.of(), again(1));
    }

    @Test
    void anUplinkThatIsNotKnownAnyMoreIsNotAnswered() {
        assertEquals(List.of(), again(1));
    }

    @Test
    void threeTimesItIsAnsweredAndThenOnlyCounted() {
        had(FIRST, "S", 0, "");
        for (int repeats = 1; repeats <= 3; repeats++) {
            assertEquals(List.of("T0 text 70"), again(repeats), "time " + repeats);
        }
        assertEquals(0, figures.redeliveryLoops.sum());

        assertEquals(List.of(), again(4));
        assertEquals(List.of(), again(5));

        assertEquals(2, figures.redeliveryLoops.sum());
    }

    /** The question that stands, asked by {@code by}. */
    private long question(UplinkId by) {
        var who = world.realNameCustomer(LI.digits(), "100.00");
        world.in(tx -> desk.hear(tx, who, Inbox.SERVICE, "TX", by, world.clock.instant()));
        return world.store.read(sql ->
                sql.createQuery("select id from conversation").mapTo(Long.class).one());
    }

    @Test
    void inADialogueTheQuestionThatStandsIsAskedAgain() {
        var later = new UplinkId(8);
        long conversation = question(later);
        had(later, "S", conversation, "tx");
        had(FIRST, "S", conversation, "tx");

        assertEquals(List.of("T0 text 80"), again(1), "not what was said then");
    }

    @Test
    void aQuestionOfWhichNoWordsAreLeftIsAnsweredAsThen() {
        long conversation = question(new UplinkId(8));
        had(FIRST, "S", conversation, "tx");

        assertEquals(List.of("T0 text 70"), again(1));
    }

    @Test
    void inADialogueThatIsOverItIsSaidThatItWasDone() {
        long conversation = question(FIRST);
        had(FIRST, "S", conversation, "tx");
        world.clock.turn(Duration.ofHours(1));

        var said = again(1);

        assertEquals(1, said.size());
        assertTrue(said.get(0).contains("TX"), said.toString());
    }

    @Test
    void whatNeverLeftGoesBeforeTheQuestionThatStands() {
        long conversation = question(FIRST);
        had(FIRST, "G", conversation, "tx");

        assertEquals(List.of("T0 text 70"), again(1));
    }
}
