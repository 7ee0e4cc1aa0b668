package cn.smspay.counter.desks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.entry.Proof.Papers;
import cn.smspay.accounts.payments.Till;
import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.CustomerDesk.PapersShown;
import cn.smspay.outside.cards.CardTalk;
import cn.smspay.outside.cards.SimMenu;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.testing.DirectLine;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people at desks do with wallets. */
final class WalletDeskTest {
    private static final Msisdn NUMBER = new Msisdn("13800000001");
    private static final CardNo CARD = new CardNo("8600755000000001");
    private static final Caller AGENT = Caller.of(Channel.AGENT, "wu", "local", Role.AGENT);
    private static final Caller CLERK =
            Caller.of(Channel.HALL, "li", "local", Role.CLERK).at(new Till(Province.HUNAN, "7"));
    private static final Papers RIGHT = new Papers(new Secret("王小明"), new Secret(World.ID_NUMBER));

    @TempDir
    private Path folder;

    private World world;
    private SubscriptionId alice;
    private WalletSim card;
    private SimMenu menu;
    private CardTalk reader;
    private int keys;

    @BeforeEach
    void open() {
        world = new World(folder);
        alice = world.realNameCustomer(NUMBER.digits(), "100.00");
        assertEquals(
                "done",
                said(world.desks().wallets().open(CLERK, key(CLERK), NUMBER, CARD, new PapersShown(true, true))));
        card = new WalletSim(CARD, World.MASTERS, new Random(5));
        var line = new DirectLine(world, alice, Channel.STK);
        menu = SimMenu.of(line, card, new CardTalk(line));
        reader = new CardTalk(new DirectLine(world, alice, Channel.HALL));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Key key(Caller caller) {
        return Key.of(caller, "w" + ++keys, "");
    }

    private static <T> String said(CompletableFuture<Reply<T>> reply) {
        return reply.join().outcome().replace("refused:", "");
    }

    private String walk(String... presses) {
        var lines = menu.open();
        for (String press : presses) {
            lines = menu.press(press);
        }
        return lines.get(0);
    }

    private String reset(Caller caller, Papers papers, boolean ownPhone) {
        return said(world.desks().logins().resetOperation(caller, key(caller), NUMBER, papers, ownPhone));
    }

    @Test
    void anAgentPutsTheOperationPasswordBackForWhoCallsFromThePhoneAndKnowsHisPapers() {
        walk("2", "3", "2", "1", "1234");
        walk("2", "1234", "3", "2", "3", "1234", "5678", "5678");
        assertTrue(walk("2", "1", "2", "3", "4", "5").contains("连续错误5次"));

        assertEquals("done", reset(AGENT, RIGHT, true));
        // The card does not know yet.
        assertTrue(walk("2").startsWith("操作密码已锁定"));
        assertEquals(CardTalk.DONE, reader.meet(card));
        assertEquals("【手机钱包】", walk("2"));
        assertEquals("操作密码已启用", walk("2", "3", "2", "1", "1234"));
    }

    @Test
    void withoutThePhoneOrThePapersItStays() {
        var wrong = new Papers(new Secret("王大明"), new Secret(World.ID_NUMBER));

        assertTrue(reset(AGENT, RIGHT, false).startsWith("proof-wrong"));
        assertTrue(reset(AGENT, wrong, true).startsWith("proof-wrong"));
        assertEquals("role", reset(CLERK, RIGHT, true));
        for (int i = 0; i < 4; i++) {
            reset(AGENT, wrong, true);
        }
        // An agent must not try out what he does not know.
        assertTrue(reset(AGENT, RIGHT, true).startsWith("too-many-wrong"));
    }

    @Test
    void whoeverHasNoWalletIsToldSo() {
        world.in(tx -> {
            world.accounts.wallet().wallets().simChanged(tx, alice, world.clock.instant());
            return true;
        });

        assertEquals("no-wallet", reset(AGENT, RIGHT, true));
    }

    @Test
    void aLostWalletIsNeitherBlockedNorFound() {
        assertEquals("not-supported", said(world.desks().wallets().lost(AGENT, key(AGENT), NUMBER)));
    }
}
