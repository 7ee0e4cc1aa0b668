package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.app.Commands;
import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.store.Store;
import cn.smspay.store.postgres.ServerNote;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills an engine under load, again and again, starts another on the same data each time, and compares what is left with
 * what subscribers sent and read. By hand: {@code CrashLoop FOLDER ROUNDS SEED}.
 */
final class CrashLoop implements AutoCloseable {
    /** When to kill. */
    enum Moment {
        /** At any time. */
        RANDOM,
        /** When a message has just been written to the engine: mostly before its commit. */
        DELIVERED,
        /** When an answer arrives, before the engine can know that it was taken: after the commit. */
        ANSWERED,
        /** When the SMSC has read that a message was accepted, its answer perhaps not yet sent. */
        ACKNOWLEDGED,
        /** At any time the database's server goes, which the engine must see and end by itself; a random kill where there is none. */
        SERVER;

        static final Moment[] OF_ENGINE = {RANDOM, DELIVERED, ANSWERED, ACKNOWLEDGED};
    }

    /** So many different ones can be paid with what is on a card. */
    private static final int BILLS = 4_000;

    private final Path folder;
    private final int perRound;
    private final Random random;
    private final SmscSimulator smsc = SmscSimulator.start(LocalConfig.smsc(), Clock.system(TestClock.SHANGHAI));
    private final List<Talk> talks = new ArrayList<>();
    private final int cards;
    private final long began = System.nanoTime();
    private int engineKills;
    private int serverKills;

    private final Optional<TestPostgres> postgres = TestPostgres.ifWanted();

    private CrashLoop(Path folder, int rounds, int perRound, long seed) throws IOException {
        this.folder = folder;
        if (postgres.isPresent()) {
            ServerNote.write(folder.resolve(StoreSettings.FILE), postgres.get().server(folder));
        }
        this.perRound = perRound;
        this.random = new Random(seed);
        this.cards = 2 * perRound * (rounds + 1);
    }

    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[1]);
        Files.createDirectories(Path.of(args[0]));
        run(Path.of(args[0]), rounds, 40, Long.parseLong(args[2]), Moment.OF_ENGINE);
        System.out.println(rounds + " kills survived");
    }

    /** Kills once in each round, at these moments in turn. */
    static void run(Path folder, int rounds, int perRound, long seed, Moment... moments) throws Exception {
        System.out.println("crash loop with seed " + seed);
        try (var loop = new CrashLoop(folder, rounds, perRound, seed)) {
            for (int round = 0; round < rounds; round++) {
                loop.killOnce(moments[round % moments.length]);
            }
            loop.finish();
        } catch (AssertionError | Exception e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private void killOnce(Moment moment) throws IOException, InterruptedException {
        var engine = EngineProcess.start(folder, smsc.port(), cards);
        var dead = new CountDownLatch(1);
        var counter = new AtomicInteger(1 + random.nextInt(3 * perRound));
        Runnable step = () -> {
            if (counter.decrementAndGet() == 0) {
                engine.kill();
                dead.countDown();
            }
        };
        var begun = begin(moment == Moment.DELIVERED ? step : () -> {});
        switch (moment) {
            case RANDOM, SERVER, DELIVERED -> {}
            case ANSWERED -> smsc.onDownlink(downlink -> step.run());
            case ACKNOWLEDGED -> begun.forEach(talk -> talk.onAcknowledged(step));
        }
        begun.forEach(Talk::start);
        // A moment that does not come, because the load is over before, is any moment.
        boolean isAny = moment == Moment.RANDOM || moment == Moment.SERVER;
        long most = isAny ? 100 + random.nextInt(2_000) : 8_000;
        dead.await(most, TimeUnit.MILLISECONDS);
        if (postgres.isPresent() && moment == Moment.SERVER && engine.isAlive()) {
            postgres.get().crash();
            assertEquals(3, engine.awaitEnd(), "exit code of an engine whose database is gone");
            serverKills++;
        } else {
            engineKills++;
        }
        engine.kill();
        System.out.println(engineKills + " kills of the engine, " + serverKills + " of the server, "
                + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + " s");
    }

    private List<Talk> begin(Runnable onSent) {
        var begun = new ArrayList<Talk>();
        for (int n = 0; n < perRound; n++) {
            int i = talks.size();
            long bill = 101 + i % BILLS;
            var talk = new Talk(smsc.handset("1390732%04d".formatted(i)))
                    .withRepeats()
                    // A message that comes again after its conversation has gone on is answered so (G24).
                    .ignoring("缴费.*元已提交，话费系统处理中.*|您.*发送的.*已经办理过，本条未重复办理。.*")
                    .onSent(onSent)
                    .then("KT", "您正申请开通手机支付，.*")
                    .then("A", "手机支付开通成功！初始登录密码(?<login>[A-Za-z0-9]+)，.*", "您的手机支付初始支付密码(?<pay>[0-9]{6})，.*")
                    .then("CZK " + EngineProcess.card(2 * i), "充值成功：50.00元已存入充值卡账户，余额50.00元。.*")
                    .then("HF" + yuan(bill), "为本机缴话费" + yuan(bill) + "元，由充值卡账户支付。.*");
            talk.then(() -> talk.known("pay"), "已为本机缴话费" + yuan(bill) + "元，由充值卡账户支付，该账户余额" + yuan(5000 - bill) + "元，.*")
                    .then("CZK " + EngineProcess.card(2 * i + 1), "充值成功：10.00元已存入充值卡账户，余额" + yuan(6000 - bill) + "元。.*")
                    .then("CX", "现金账户0.00元，充值卡账户%1$s元，合计%1$s元，提现在途0.00元。".formatted(yuan(6000 - bill)));
            talks.add(talk);
            begun.add(talk);
        }
        return begun;
    }

    private static String yuan(long fen) {
        return "%d.%02d".formatted(fen / 100, fen % 100);
    }

    /** Starts once more, lets every conversation end, stops, and looks. */
    private void finish() throws Exception {
        var engine = EngineProcess.start(folder, smsc.port(), cards);
        try {
            begin(() -> {}).forEach(Talk::start);
            CompletableFuture.allOf(talks.stream().map(talk -> talk.done).toArray(CompletableFuture<?>[]::new))
                    .get(120, TimeUnit.SECONDS);
            assertEquals(0, engine.end(), "exit code of the engine that ended in order");
        } finally {
            engine.kill();
        }
        check();
    }

    private void check() throws IOException {
        var counts = folder.resolve("smsc-counts.csv");
        smsc.counts().write(counts);
        System.out.print(Files.readString(counts));
        long sent = talks.stream().mapToInt(Talk::sent).sum();
        try (var store = Store.open(StoreSettings.tool(folder.resolve(StoreSettings.FILE)))) {
            assertEquals(sent, number(store, "select count(*) from uplink"), "messages in the inbox");
            assertEquals(sent, number(store, "select count(distinct fingerprint) from uplink"), "different messages");
            assertEquals(sent, number(store, "select count(*) from charge"), "charge records");
            assertEquals(sent * 100, number(store, "select sum(amount_li) from charge"), "fees in li");
            assertEquals(0, number(store, "select count(*) from downlink where state = 'QUEUED'"), "answers not sent");
            assertEquals(
                    2L * talks.size(),
                    number(store, "select count(*) from recharge_card where state = 'USED'"),
                    "cards used");
            assertEquals(List.of(), Commands.verify(store));
        }
    }

    private static long number(Store store, String sql) {
        return store.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    @Override
    public void close() {
        smsc.close();
        postgres.ifPresent(TestPostgres::close);
    }
}
