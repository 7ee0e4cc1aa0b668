package cn.smspay.sms;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.customers.NumberSettings;
import cn.smspay.accounts.customers.Province;
import cn.smspay.base.MonotonicClock;
import cn.smspay.base.OutboxId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.Ticker;
import cn.smspay.base.UplinkId;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.store.Limits;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.desk.Desk;
import cn.smspay.talk.desk.DeskSettings;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import cn.smspay.testing.ChargeTable;
import cn.smspay.testing.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The way of a message from a carrier's link to its answers, on a fresh database under a hand-turned clock. */
final class Inbox implements AutoCloseable {
    static final ServiceNumber SERVICE = new ServiceNumber("10658888");
    private static final Path HOME = Path.of(System.getProperty("smspay.root", ".."));
    private static final Scripts SCRIPTS = Objects.requireNonNull(
            ScriptFiles.load(HOME.resolve("dialogs"), HOME.resolve("ivr-scripts"), ServiceCatalogue.catalogue())
                    .scripts());

    final World world;
    final SmsFigures figures = new SmsFigures();
    private final Limits limits;
    private Outbox outbox;
    private SmsIntake intake;
    private long sent;

    Inbox(Path folder, Limits limits) {
        var usual = AccountSettings.defaults();
        this.limits = limits;
        world = new World(
                folder, usual.withNumbers(new NumberSettings(usual.numbers().prefixes(), true, Province.HUNAN)));
        outbox = new Outbox(world.store, Vault.of(World.KEY));
        intake = begin();
    }

    private SmsIntake begin() {
        var vault = Vault.of(World.KEY);
        outbox = new Outbox(world.store, vault);
        var desk = new Desk(world.accounts, outbox, SCRIPTS, new DeskSettings("www.example.com", SERVICE));
        var settings = SmsSettings.of(SERVICE).withoutFloodGuard();
        var ticker = Ticker.of(world.clock);
        var handler = new UplinkHandler(
                desk,
                new Billing(),
                outbox,
                vault,
                settings,
                figures,
                world.clock,
                UnaryOperator.identity(),
                ticker,
                limits);
        return new SmsIntake(
                world.lane,
                settings,
                handler,
                new Receipts(outbox, world.lane, figures, limits),
                figures,
                world.clock,
                ticker,
                MonotonicClock.system());
    }

    /** The engine goes without a word, and another takes up its data. */
    void crash() {
        world.settle();
        intake = begin();
        intake.recover(world.store);
    }

    SmsIntake intake() {
        return intake;
    }

    /** A message as a carrier delivers it. */
    record Text(
            String connection,
            int sequence,
            String from,
            String to,
            String text,
            @Nullable String id) {
        static Text of(String connection, int sequence, String text) {
            return new Text(connection, sequence, "13907310001", SERVICE.digits(), text, null);
        }

        Text from(String other) {
            return new Text(connection, sequence, other, to, text, id);
        }

        Text id(String other) {
            return new Text(connection, sequence, from, to, text, other);
        }

        Text over(String other, int number) {
            return new Text(other, number, from, to, text, id);
        }
    }

    CompletableFuture<Acknowledgement> start(Text text) {
        return intake.take(new DeliveredPdu(
                        "main",
                        text.connection(),
                        text.sequence(),
                        text.from(),
                        text.to(),
                        8,
                        text.text().getBytes(StandardCharsets.UTF_16BE),
                        false,
                        null,
                        "main",
                        text.id(),
                        world.clock.instant()))
                .toCompletableFuture();
    }

    /** What it is answered, once that is decided; the SMSC has taken all answers before. */
    List<String> take(Text text) {
        return takeAndNumber(text).answers();
    }

    record Taken(UplinkId acknowledged, List<String> answers) {}

    Taken takeAndNumber(Text text) {
        send();
        try {
            var answer = start(text).get(20, TimeUnit.SECONDS);
            if (answer.status() != Acknowledgement.Status.ACCEPTED) {
                throw new AssertionError(answer.status());
            }
            return new Taken(Objects.requireNonNull(answer.uplink()), send());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The SMSC takes what is there, and says so at once. */
    List<String> send() {
        world.settle();
        var queued = outbox.queued(new OutboxId(sent), 1_000);
        world.in(tx -> {
            queued.forEach(answer -> outbox.sent(tx, answer.id(), 1, world.clock.instant()));
            return true;
        });
        if (!queued.isEmpty()) {
            sent = queued.get(queued.size() - 1).id().value();
        }
        return queued.stream()
                .map(answer -> answer.template() + (answer.text() == null ? "" : " " + answer.text()))
                .toList();
    }

    /** Uplinks that were taken for new ones. */
    long uplinks() {
        return number("select count(*) from uplink");
    }

    long number(String sql) {
        world.settle();
        return world.store.read(handle -> handle.createQuery(ChargeTable.in(handle, sql))
                .mapTo(Long.class)
                .one());
    }

    @Override
    public void close() {
        world.close();
    }
}
