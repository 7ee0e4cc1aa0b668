package cn.smspay.files.pos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.CardTime;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.base.Channel;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.outside.cards.CardTalk;
import cn.smspay.outside.cards.Pos;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.testing.DirectLine;
import cn.smspay.testing.SftpPeer;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches by SFTP: in as files, out as results beside them. */
final class PosExchangeTest {
    private static final Terminal PSAM = new Terminal(100_000_000_001L);
    private static final CardNo CARD = new CardNo("8600755000000001");

    @TempDir
    private Path folder;

    private World world;
    private SftpPeer partner;
    private Path remote;
    private WalletSim card;
    private Pos pos;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        partner = new SftpPeer(folder);
        remote = partner.folder("pos");
        SubscriptionId alice = world.customer("13800000001");
        world.payIn(alice, "100.00");
        world.in(tx -> {
            world.accounts.wallet().batches().terminal(tx, PSAM, World.SHOP, false);
            world.accounts.wallet().wallets().open(tx, world.request(alice), CARD);
            return world.accounts.wallet().wallets().calibrate(tx, alice, CARD);
        });
        card = new WalletSim(CARD, World.MASTERS, new Random(5));
        pos = new Pos(PSAM, World.MASTERS);
        new CardTalk(new DirectLine(world, alice, Channel.HALL)).meet(card);
        new CardTalk(new DirectLine(world, alice, Channel.STK)).load(card, World.fen("50"), new Secret(World.PIN));
    }

    @AfterEach
    void close() throws IOException {
        partner.close();
        world.close();
    }

    private PosExchange exchange(String password) {
        var target = partner.target("pos", password, "pos", 1);
        return new PosExchange(world.accounts.wallet().batches(), target, folder.resolve("work"));
    }

    private String batch(String... yuan) {
        for (var each : yuan) {
            pos.tap(card, World.fen(each), CardTime.of(world.clock.instant()), false);
        }
        return pos.close().orElseThrow().text();
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(remote)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String merchant() {
        return world.in(tx -> world.accounts.ledger().balance(tx, BookAccount.merchant(World.SHOP)))
                .toString();
    }

    @Test
    void eachBatchGetsItsResultBesideItOnce() throws IOException {
        Files.writeString(remote.resolve("shop-1.pos"), batch("10", "5"));
        Files.writeString(remote.resolve("shop-2.pos"), batch("1"));
        Files.writeString(remote.resolve("shop-3.pos.part"), "half a fi");
        Files.writeString(remote.resolve("readme.txt"), "no batch");

        assertEquals(2, exchange(SftpPeer.PASSWORD).round().size());
        assertEquals(List.of(), exchange(SftpPeer.PASSWORD).round());
        assertEquals(
                List.of(
                        "readme.txt",
                        "shop-1.pos",
                        "shop-1.pos.result",
                        "shop-2.pos",
                        "shop-2.pos.result",
                        "shop-3.pos.part"),
                names());
        assertEquals(
                2,
                Files.readString(remote.resolve("shop-1.pos.result"))
                        .lines()
                        .filter(line -> line.endsWith(",PAID"))
                        .count());
        assertEquals("16.00", merchant());
    }

    @Test
    void aBatchThatIsWrongIsRefusedInWordsAndTheOthersAreTaken() throws IOException {
        Files.writeString(remote.resolve("a.pos"), "POS1,100000000001,7,1,100,20091203000000,20091203235959\nx\n");
        Files.writeString(remote.resolve("b.pos"), batch("10"));

        var done = exchange(SftpPeer.PASSWORD).round();
        assertEquals(
                List.of(false, true),
                done.stream().map(PosExchange.PosFileResult::taken).toList());
        assertTrue(Files.readString(remote.resolve("a.pos.refused")).startsWith("line 2: "), done.toString());
        assertEquals("10.00", merchant());
    }

    @Test
    void aRoundThatWasCutShortIsDoneAgainAndPaysNothingTwice() throws IOException {
        var text = batch("10");
        Files.writeString(remote.resolve("a.pos"), text);
        exchange(SftpPeer.PASSWORD).round();
        Files.delete(remote.resolve("a.pos.result"));

        assertEquals(1, exchange(SftpPeer.PASSWORD).round().size());
        assertTrue(Files.exists(remote.resolve("a.pos.result")));
        assertEquals("10.00", merchant());
    }

    @Test
    void aServerThatRefusesUsIsNamedAndNothingIsLost() throws IOException {
        Files.writeString(remote.resolve("a.pos"), batch("10"));

        var fault = assertThrows(IOException.class, () -> exchange("wrong").round());
        assertTrue(
                String.valueOf(fault.getMessage()).startsWith("connecting to sftp://pos@127.0.0.1"), fault.toString());
        assertEquals(List.of("a.pos"), names());
    }
}
