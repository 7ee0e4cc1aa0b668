package cn.smspay.counter;

import static cn.smspay.counter.desks.Replies.LI;
import static cn.smspay.counter.desks.Replies.key;
import static cn.smspay.counter.desks.Replies.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.AccountsCheck;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.Till;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.counter.desks.CashDesk;
import cn.smspay.store.FaultyDisk;
import cn.smspay.store.FaultyDisk.Image;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A power cut at any moment leaves an act wholly or not at all, and the same request afterwards does it once. */
final class CounterCrashTest {
    private static final Msisdn NUMBER = new Msisdn("13800000001");
    private static final Till ONE = new Till(Province.HUNAN, "1");
    private static final int ACTS = 20;

    @TempDir
    Path folder;

    @Test
    void everyActIsWholeInEveryImageAndIsDoneOnceWhenItIsAskedForAgain() throws IOException {
        var images = new CopyOnWriteArrayList<Image>();
        var disk = new FaultyDisk(folder.resolve("world.db"));
        try (var world = new World(folder, AccountSettings.defaults(), disk::before)) {
            world.customer(NUMBER.digits());
            disk.onSync(images::add);
            value(world.desks().tills().open(LI, key(LI, "open"), ONE, Fen.ZERO));
            for (int i = 0; i < ACTS; i++) {
                value(topUp(world, i));
            }
        }

        assertTrue(images.size() >= ACTS, "images " + images.size());
        for (int i = 0; i < images.size(); i++) {
            lookInto(images.get(i), i);
        }
        goOn(images.get(images.size() / 2));
    }

    private static CompletableFuture<Reply<CashDesk.CashReceipt>> topUp(World world, int i) {
        return world.desks().cash().topUp(LI.at(ONE), key(LI, "k" + i), NUMBER, new Fen(1));
    }

    private void lookInto(Image image, int i) throws IOException {
        var file = Files.createDirectory(folder.resolve("image" + i)).resolve("world.db");
        image.write(file);
        try (var store = Store.open(StoreSettings.engine(file))) {
            assertEquals(List.of(), store.read(AccountsCheck::verify));
            long posted = count(store, "transfer where event = 'CASH_TOP_UP'");
            assertEquals(posted, count(store, "counter_key where word like 'k%'"));
            assertEquals(posted, count(store, "audit where act = 'topup.cash'"));
            assertEquals(count(store, "till_count"), count(store, "counter_key where word = 'open'"));
        }
    }

    private static long count(Store store, String what) {
        return store.read(sql -> sql.createQuery("select count(*) from " + what)
                .mapTo(Long.class)
                .one());
    }

    private void goOn(Image image) throws IOException {
        var again = Files.createDirectory(folder.resolve("again"));
        image.write(again.resolve("world.db"));
        try (var world = new World(again)) {
            value(world.desks().tills().open(LI, key(LI, "open"), ONE, Fen.ZERO));
            for (int i = 0; i < ACTS; i++) {
                value(topUp(world, i));
            }
            var who = world.in(tx -> world.accounts.subscribers().find(tx, NUMBER))
                    .orElseThrow();
            assertEquals(new Fen(ACTS), world.cash(who.id()));
        }
    }
}
