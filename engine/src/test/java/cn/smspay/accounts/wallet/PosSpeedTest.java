package cn.smspay.accounts.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.wallet.WalletTables.Load;
import cn.smspay.accounts.wallet.WalletTables.LoadState;
import cn.smspay.accounts.wallet.WalletTables.Origin;
import cn.smspay.accounts.wallet.WalletTables.SentLoad;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import cn.smspay.testing.World;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How long a large batch takes; by hand, with {@code -Dsmspay.pos.lines=1000000}. */
@EnabledIfSystemProperty(named = "smspay.pos.lines", matches = "[0-9]+")
final class PosSpeedTest extends AccountsFixture {
    private static final int CARDS = 10_000;
    private static final Terminal PSAM = new Terminal(100_000_000_001L);
    private static final CardTime AT = new CardTime("20091203103200");

    @Test
    void aLargeBatchIsProvedPaidAndAnswered() throws IOException {
        int lines = Integer.getInteger("smspay.pos.lines");
        world.in(tx -> {
            accounts.wallet().batches().terminal(tx, PSAM, World.SHOP, false);
            return true;
        });
        for (int first = 0; first < CARDS; first += 500) {
            int from = first;
            world.in(tx -> {
                for (int i = from; i < from + 500; i++) {
                    card(tx, i);
                }
                return true;
            });
        }
        var file = batch(lines);
        System.gc();
        long begun = System.nanoTime();
        long worked = processorTime();

        var answer = accounts.wallet().batches().take(() -> Files.newInputStream(file), Optional.empty());

        long posted = System.nanoTime();
        long work = processorTime() - worked;
        try (var to = Files.newBufferedWriter(folder.resolve("result"))) {
            accounts.wallet().batches().result(PSAM, 1, to);
        }
        long told = System.nanoTime();
        assertEquals(Map.of(LineOutcome.PAID, lines), answer.fold(BatchAnswer.Taken::outcomes, refused -> {
            throw new AssertionError(refused);
        }));
        System.out.printf(
                Locale.ROOT,
                "%d lines: proved and paid in %.1f s (%.1f s of processor time), answered in %.1f s; heap at most %d MB in use after a collection%n",
                lines,
                (posted - begun) / 1e9,
                work / 1e9,
                (told - posted) / 1e9,
                heap());
    }

    private static long processorTime() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    private static long heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getCollectionUsage() != null)
                        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                        .sum()
                / 1_000_000;
    }

    private static CardNo number(int i) {
        return new CardNo(String.format(Locale.ROOT, "86007550%08d", i));
    }

    private void card(Tx tx, int i) {
        var who = accounts.subscribers()
                .feed(
                        tx,
                        new cn.smspay.base.Msisdn(String.format(Locale.ROOT, "138%08d", i)),
                        cn.smspay.accounts.customers.Operator.CHINA_MOBILE,
                        cn.smspay.accounts.customers.Province.HUNAN,
                        cn.smspay.accounts.customers.Brand.GOTONE,
                        false)
                .id();
        accounts.openings().takeOver(tx, world.request(who));
        accounts.wallet().wallets().open(tx, world.request(who), number(i));
        var now = world.clock.instant();
        var wallet = tx.get(WalletTables.WALLET, number(i));
        var pending = BookAccount.of(wallet.account(), Pocket.WALLET_PENDING);
        var amount = new Fen(1_000_000_00);
        var id = new OrderId(accounts.ledger()
                .post(
                        tx,
                        Entry.of("speed" + i, Event.WALLET_BANK_LOAD, BookAccount.EBANK_CLEARING, pending, amount, now))
                .transfer()
                .value());
        var shadow = BookAccount.of(wallet.account(), Pocket.WALLET);
        accounts.ledger()
                .post(tx, Entry.of("wallet-load-end:" + id, Event.WALLET_LOADED, pending, shadow, amount, now));
        var sent = new SentLoad(0, 0, Fen.ZERO, new Terminal(i), 0, 0, AT, now, null);
        tx.add(
                WalletTables.LOAD,
                new Load(id, number(i), wallet.account(), amount, Origin.EBANK, LoadState.LOADED, now, now, sent));
        tx.put(WalletTables.WALLET, wallet.withLoads(null, id).withOnline(1));
    }

    private Path batch(int lines) throws IOException {
        var file = folder.resolve("large.batch");
        try (var to = Files.newBufferedWriter(file)) {
            to.write("POS1," + PSAM + ",1," + lines + "," + 100L * lines + "," + AT + "," + AT + "\n");
            for (int i = 0; i < lines; i++) {
                var card = number(i % CARDS);
                int counter = i / CARDS;
                int tac = World.MASTERS.tac(card, PurseData.purchaseProof(new Fen(100), PSAM, i, AT));
                to.write(card + "," + counter + "," + i + ",100," + (1_000_000_00 - 100L * counter) + "," + AT + ","
                        + String.format(Locale.ROOT, "%08X", tac) + "\n");
            }
        }
        return file;
    }
}
