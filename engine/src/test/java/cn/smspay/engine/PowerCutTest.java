package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.sms.SmsSettings;
import cn.smspay.store.FaultyDisk;
import cn.smspay.store.FaultyDisk.Image;
import cn.smspay.store.FaultyDisk.Kind;
import cn.smspay.store.Limits;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.ChargeTable;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the SMSC has seen of an engine, an acknowledgement or an answer, is in the database that a power cut would leave at
 * that moment. {@code -Dsmspay.images=500} for more of them.
 */
@Timeout(300)
final class PowerCutTest {
    private static final int IMAGES = Integer.getInteger("smspay.images", 15);
    private static final int NUMBERS = 40;
    private static final List<String> TALK = List.of("KT", "A", "CX");
    private static final int BLOCK = 512;

    @TempDir
    private Path folder;

    /** What the SMSC has seen, by the number of the handset. */
    private record Seen(Set<String> acknowledged, Map<String, Integer> texts) {
        static Seen none() {
            return new Seen(ConcurrentHashMap.newKeySet(), new ConcurrentHashMap<>());
        }

        Seen copy() {
            return new Seen(Set.copyOf(acknowledged), Map.copyOf(texts));
        }
    }

    /** What is on the disk, what was seen by then, and what the files held beside that. */
    private record Moment(Image image, Seen seen, Image torn) {}

    private final Seen seen = Seen.none();
    private final Random random = new Random(20091102);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasSeenOutsideIsInWhatAPowerCutLeaves(boolean small) throws Exception {
        var disk = new FaultyDisk(folder.resolve("data").resolve(StoreSettings.FILE));
        var moments = new ArrayList<Moment>();
        disk.onSync(image -> {
            var now = seen.copy();
            if (!now.acknowledged().isEmpty()) {
                moments.add(new Moment(image, now, present(disk)));
                if (moments.size() > 2 * IMAGES) {
                    moments.remove(random.nextInt(moments.size()));
                }
            }
        });
        run(disk, small, () -> {});

        assertTrue(moments.size() >= Math.min(IMAGES, 10), moments.size() + " moments");
        for (Moment moment : moments.subList(0, Math.min(IMAGES, moments.size()))) {
            check(moment.image(), moment.seen());
            check(torn(moment), moment.seen());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SYNC, 1, false",
        "SYNC, 7, true",
        "SYNC, 20, false",
        "WRITE, 5, false",
        "WRITE, 60, true",
        "FULL, 30, true",
        "COMMIT, 2, false",
        "COMMIT, 15, true",
        "BEGIN, 9, false",
        "CHECKPOINT_SYNC, 1, false",
        "DAMAGE, 1, false"
    })
    void anEngineWhoseDiskFailsStopsAndHasSaidNothingThatIsLost(Kind kind, int n, boolean forGood) throws Exception {
        var disk = new FaultyDisk(folder.resolve("data").resolve(StoreSettings.FILE));

        boolean stopped = run(disk, n % 2 == 0, () -> disk.fail(kind, n, forGood));

        assertTrue(disk.fired() > 0, "the fault did not happen");
        assertTrue(stopped, "it goes on");
        assertEquals(0, disk.syncsAfterAFailedOne());
        check(disk.image(), seen.copy());
    }

    private static Image present(FaultyDisk disk) {
        try {
            return disk.present();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Some of what was written since reached the disk, the last block of it in part. */
    private Image torn(Moment moment) {
        int durable = moment.image().log().length;
        var log = moment.torn().log();
        int end = durable >= log.length ? log.length : durable + random.nextInt(log.length - durable + 1);
        var left = Arrays.copyOf(log, end);
        for (int i = Math.max(durable, end - end % BLOCK); i < end; i++) {
            left[i] = 0;
        }
        return new Image(moment.image().database(), left);
    }

    /** Lets everybody talk until all is said or the store has stopped; says whether it has. */
    private boolean run(FaultyDisk disk, boolean small, Runnable begin) throws Exception {
        try (var smsc = SmscSimulator.start(LocalConfig.smsc(), Clock.system(TestClock.SHANGHAI))) {
            var config = LocalConfig.of(Service.HOME, folder.resolve("data"), new Secret(World.KEY), smsc.port());
            if (small) {
                config = config.with(
                        config.binds(), SmsSettings.of(LocalConfig.SERVICE).withOutboxInMemory(10));
            }
            var clock = Clock.system(TestClock.SHANGHAI);
            try (var engine = new Engine(
                    config,
                    Surroundings.of(clock).with(small ? Limits.SMALL : Limits.USUAL),
                    Engine.scripts(config),
                    disk::before)) {
                var broken = new CountDownLatch(1);
                engine.store().onBroken(broken::countDown);
                engine.start();
                engine.link().allBound().get(30, TimeUnit.SECONDS);
                begin.run();
                var all = new ArrayList<CompletableFuture<Void>>();
                for (int i = 0; i < NUMBERS; i++) {
                    all.add(talk(smsc, "1390733%04d".formatted(i)));
                }
                var said = CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
                while (!said.isDone() && broken.getCount() > 0) {
                    Service.moment();
                }
                if (broken.await(disk.fired() > 0 ? 10 : 0, TimeUnit.SECONDS)) {
                    return true;
                }
                while (engine.answers().backlog() > 0) {
                    Service.moment();
                }
                return false;
            }
        }
    }

    private CompletableFuture<Void> talk(SmscSimulator smsc, String number) {
        var handset = smsc.handset(number);
        handset.onText(text -> seen.texts().merge(number, 1, Integer::sum));
        CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
        for (String text : TALK) {
            chain = chain.thenCompose(before -> handset.send(Service.NUMBER, text))
                    .thenAccept(status -> {
                        if (status == 0) {
                            seen.acknowledged().add(number + " " + text);
                        }
                    });
        }
        return chain;
    }

    private void check(Image image, Seen seen) throws IOException {
        var copy = Files.createTempDirectory(folder, "image").resolve(StoreSettings.FILE);
        image.write(copy);
        try (var store = Store.open(StoreSettings.tool(copy))) {
            assertEquals("ok", texts(store, "pragma integrity_check").get(0));
            assertEquals(List.of(), Books.verify(store));
            var records = counts(store, "select sender, count(*) from charge_record group by sender");
            var answers = counts(store, "select recipient, count(*) from downlink group by recipient");
            var acknowledged = new HashMap<String, Integer>();
            seen.acknowledged().forEach(each -> acknowledged.merge(each.split(" ")[0], 1, Integer::sum));
            assertEquals(List.of(), missing(acknowledged, records), "acknowledged and lost");
            assertEquals(List.of(), missing(seen.texts(), answers), "sent before its row");
        }
    }

    private static List<String> missing(Map<String, Integer> wanted, Map<String, Integer> there) {
        return wanted.entrySet().stream()
                .filter(each -> there.getOrDefault(each.getKey(), 0) < each.getValue())
                .map(each -> each.getKey() + ": " + each.getValue() + " seen, " + there.get(each.getKey()) + " stored")
                .toList();
    }

    private static Map<String, Integer> counts(Store store, String sql) {
        return store.read(handle -> handle.createQuery(ChargeTable.in(handle, sql))
                .reduceRows(new HashMap<String, Integer>(), (map, row) -> {
                    map.put(row.getColumn(1, String.class), row.getColumn(2, Integer.class));
                    return map;
                }));
    }

    private static List<String> texts(Store store, String sql) {
        return store.read(handle -> handle.createQuery(ChargeTable.in(handle, sql))
                .mapTo(String.class)
                .list());
    }
}
