package cn.smspay.tools.bench;

import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.CardStock;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.UplinkId;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.engine.Engine;
import cn.smspay.engine.LocalConfig;
import cn.smspay.store.Tx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fills a fresh database for a measurement; started by the others, see {@link BenchStock}. */
@Command(name = "fill", hidden = true, mixinStandardHelpOptions = true)
final class BenchFillCommand implements Callable<Integer> {
    private static final long CHUNK = 1_000;
    /** The engine is not started, so it does not connect. */
    private static final int NOBODYS_PORT = 1;

    @Option(names = "--data", required = true)
    private Path data = Path.of("");

    @Option(names = "--accounts")
    private long accounts;

    @Option(names = "--with-password")
    private long withPassword;

    @Option(names = "--cards")
    private long cards;

    @Option(names = "--dialogues")
    private long dialogues;

    private final Clock clock = Clock.system(ServiceDay.ZONE);

    /** What is written for one index, from 0. */
    private interface Row {
        void write(Tx tx, long index);
    }

    @Override
    public Integer call() throws Exception {
        long begun = System.nanoTime();
        var config = LocalConfig.of(Home.files(), data, BenchEngineCommand.key(data), NOBODYS_PORT)
                .with(new BenchStoreOptions().tuning(data));
        try (var engine = new Engine(config, clock)) {
            new MassStock(engine.store(), engine.accounts(), engine.vault())
                    .fill(accounts, withPassword, clock.instant(), done -> say(done, accounts, "accounts"));
            cards(engine);
            dialogues(engine);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        new BenchStock(accounts, withPassword, cards, dialogues, seconds).write(data);
        BenchProcess.say("full", seconds);
        return Exit.DONE;
    }

    /** Recharge cards for the money mix. */
    private void cards(Engine engine) {
        var lastDay = LocalDate.ofInstant(clock.instant(), clock.getZone()).plusYears(1);
        fill(engine, cards, "cards", (tx, index) -> {
            long number = index + 1;
            engine.accounts()
                    .cardStock()
                    .add(
                            tx,
                            new CardStock.Card(
                                    String.format(Locale.ROOT, "0911118%010d", number),
                                    new Fen(10_00),
                                    Province.HUNAN,
                                    CardState.ACTIVE,
                                    lastDay),
                            new Secret(BenchLoad.card(number)));
        });
    }

    /** Subscribers who have said TX and not yet how much. */
    private void dialogues(Engine engine) {
        fill(engine, dialogues, "dialogues", (tx, index) -> {
            var who =
                    engine.desk().meet(tx, new Msisdn(MassStock.number(index))).orElseThrow();
            engine.desk().hear(tx, who.subscription(), LocalConfig.SERVICE, "TX", new UplinkId(0), clock.instant());
        });
    }

    private static void fill(Engine engine, long count, String what, Row row) {
        for (long from = 0; from < count; from += CHUNK) {
            long first = from;
            long end = Math.min(from + CHUNK, count);
            engine.store().write(tx -> {
                for (long index = first; index < end; index++) {
                    row.write(tx, index);
                }
                return end;
            });
            say(end, count, what);
        }
    }

    private static void say(long done, long of, String what) {
        System.out.printf(Locale.ROOT, "filled %,d of %,d %s%n", done, of, what);
    }
}
