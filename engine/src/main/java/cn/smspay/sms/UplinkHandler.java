package cn.smspay.sms;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.Ticker;
import cn.smspay.base.UplinkId;
import cn.smspay.base.text.Part;
import cn.smspay.base.text.Writing;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.Charge;
import cn.smspay.books.charge.Message;
import cn.smspay.books.charge.Tariffs;
import cn.smspay.books.charge.What;
import cn.smspay.books.charge.Who;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.store.Job;
import cn.smspay.store.Limits;
import cn.smspay.store.Reads;
import cn.smspay.store.Route;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import cn.smspay.talk.desk.Desk;
import cn.smspay.talk.desk.ReadHints;
import cn.smspay.talk.desk.Reception;
import cn.smspay.talk.desk.Sender;
import cn.smspay.talk.desk.SubscriberText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one uplink does inside its transaction, in the order of R 3.0.2: duplicate, fee record, reassembly,
 * decoding, operator, and then the conversation. Everything that it decides stands or falls with that transaction.
 */
public final class UplinkHandler {
    static final Table<Long, Quarantined> QUARANTINE = Table.of("quarantine", long.class, Quarantined.class);
    private static final OutboxId NO_ANSWER = new OutboxId(0);
    /** A message that came in one. */
    private static final Part WHOLE = new Part(0, 1, 1);

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    /** Answers to what was not understood: two machines could go on like this for ever. */
    private static final Set<String> PUZZLED = Set.of("G01", "G11", "K10");

    record Quarantined(long id, String bind, String reason, byte[] sealed, Instant at) {}

    /** One message on its way. */
    record ArrivedUplink(
            DeliveredPdu pdu,
            ServiceNumber service,
            Optional<Msisdn> sender,
            Duplicates.Arrival arrival,
            UserData data) {
        static ArrivedUplink of(DeliveredPdu pdu, Vault vault, long arrived, Instant believed) {
            var service = new ServiceNumber(pdu.destination());
            var sender = Msisdn.read(pdu.source());
            var fingerprint = Fingerprint.of(from(pdu, sender), service, pdu, vault);
            return new ArrivedUplink(
                    pdu,
                    service,
                    sender,
                    new Duplicates.Arrival(
                            pdu,
                            fingerprint,
                            () -> sender.map(from -> Fingerprint.spelt(from, service, pdu, vault))
                                    .orElse(List.of()),
                            arrived,
                            believed),
                    UserData.of(pdu));
        }

        /** The sender as we know senders. */
        String from() {
            return from(pdu, sender);
        }

        private static String from(DeliveredPdu pdu, Optional<Msisdn> sender) {
            return sender.map(Msisdn::digits).orElse(pdu.source());
        }
    }

    private final Desk desk;
    private final Billing billing;
    private final Outbox outbox;
    private final Vault vault;
    private volatile SmsSettings settings;
    private volatile Tariffs tariffs;
    private final SmsFigures figures;
    private final Clock clock;
    private final UnaryOperator<Instant> believed;
    private final Ticker ticker;
    private final Duplicates duplicates;
    private final RepeatAnswers repeats;
    private final Reassembly reassembly;
    private final ReplyGuards guards;

    /** @param believed what is believed of a time that the clock showed */
    public UplinkHandler(
            Desk desk,
            Billing billing,
            Outbox outbox,
            Vault vault,
            SmsSettings settings,
            SmsFigures figures,
            Clock clock,
            UnaryOperator<Instant> believed,
            Ticker ticker,
            Limits limits) {
        this.desk = desk;
        this.billing = billing;
        this.outbox = outbox;
        this.vault = vault;
        this.settings = settings;
        this.tariffs = settings.charging().tariffs();
        this.figures = figures;
        this.clock = clock;
        this.believed = believed;
        this.ticker = ticker;
        this.duplicates = new Duplicates(settings, limits, ticker);
        this.repeats = new RepeatAnswers(desk, outbox, duplicates, figures, ticker);
        this.reassembly = new Reassembly(vault, settings.reading().partsFor());
        this.guards = new ReplyGuards(settings.guarding().uplinksPerMinute(), limits.senders(), ticker);
    }

    /** From now on what comes by a bind is read as these settings say. Any thread. */
    public void readAs(SmsSettings others) {
        settings = settings.readingAs(others);
        duplicates.readAs(others);
    }

    /** What comes from now on costs this. Any thread. */
    public void use(Tariffs others) {
        tariffs = others;
    }

    Duplicates duplicates() {
        return duplicates;
    }

    /** One more message of this number, for the guard against floods. */
    void counted(Tx tx, Msisdn sender) {
        guards.floods(tx, sender.digits());
    }

    ArrivedUplink read(DeliveredPdu pdu) {
        return ArrivedUplink.of(pdu, vault, ticker.millis(), believed.apply(pdu.receivedAt()));
    }

    Job<UplinkId> job(ArrivedUplink uplink) {
        return new UplinkJob(uplink, tx -> once(tx, uplink, (id, now) -> hear(tx, uplink, id, now)));
    }

    /** In place of an uplink that made us fail: the fee record, an apology, and the message kept for us to read. */
    Job<UplinkId> apology(ArrivedUplink uplink, String reason) {
        return new UplinkJob(
                uplink,
                tx -> once(tx, uplink, (id, now) -> {
                    quarantine(
                            tx,
                            uplink.pdu().bind(),
                            HexFormat.of().formatHex(uplink.pdu().octets()),
                            reason,
                            now);
                    var answer = uplink.sender().isPresent() ? List.of(desk.apology()) : List.<SubscriberText>of();
                    return new Handled(null, Reception.outside("SYSTEM_FAULT", answer));
                }));
    }

    /** What came of it, and of whom we know that it came. */
    private record Handled(@Nullable Sender sender, Reception hearing) {}

    /** A message that is delivered again is the same uplink, not another. */
    private UplinkId once(Tx tx, ArrivedUplink uplink, BiFunction<UplinkId, Instant, Handled> first) {
        var now = clock.instant();
        var before = duplicates.find(tx, uplink.arrival());
        if (before.isPresent()) {
            uplink.sender().ifPresent(to -> repeats.answer(tx, before.get(), to, uplink.service(), uplink.pdu(), now));
            tx.afterCommit(() -> figures.absorbed.count(uplink.pdu().bind()));
            return before.get().answer();
        }
        var id = duplicates.number(tx);
        var outcome = first.apply(id, now);
        billing.record(tx, charge(uplink, id, outcome, now));
        var hearing = outcome.hearing();
        var answer = uplink.sender()
                .map(to -> answer(tx, uplink, id, to, hearing.words(), now))
                .orElse(NO_ANSWER);
        var came = new Duplicates.EarlierOutcome(answer.value(), hearing.belongsTo(), hearing.dialogue());
        var answered = duplicates.accept(tx, id, uplink.arrival(), came);
        tx.afterCommit(() -> {
            answered.run();
            figures.accepted.increment();
            figures.command(hearing.command(), hearing.disposition());
        });
        return id;
    }

    private Handled hear(Tx tx, ArrivedUplink uplink, UplinkId id, Instant now) {
        if (uplink.sender().isEmpty()) {
            return new Handled(null, Reception.outside("MACHINE", List.of()));
        }
        var msisdn = uplink.sender().get();
        var met = desk.meet(tx, msisdn);
        if (met.isEmpty()) {
            boolean say = guards.mayAnswer(tx, msisdn.digits(), "OFFNET", 1, DAY, now);
            return new Handled(null, Reception.outside("OFFNET", say ? List.of(desk.offNet()) : List.of()));
        }
        var sender = met.get();
        if (guards.floods(tx, msisdn.digits())) {
            tx.afterCommit(figures.flooded::increment);
            return new Handled(sender, Reception.outside("REFUSED:flood", List.of()));
        }
        var data = uplink.data();
        var writing = writing(uplink);
        if (writing.isEmpty()) {
            boolean say = data.part() == null || data.part().number() == 1;
            var words = say ? List.of(desk.unreadable()) : List.<SubscriberText>of();
            return new Handled(sender, quieter(tx, msisdn, Reception.outside("UNKNOWN_TEXT", words), now));
        }
        var whole = whole(tx, uplink, writing.get(), now);
        if (whole.isEmpty()) {
            return new Handled(sender, Reception.outside("PART", List.of()));
        }
        var text = Writing.decode(whole.get());
        var hearing = desk.hear(tx, sender.subscription(), uplink.service(), text, id, now);
        return new Handled(sender, quieter(tx, msisdn, hearing, now));
    }

    private Optional<Writing> writing(ArrivedUplink uplink) {
        var pdu = uplink.pdu();
        return uplink.data().writing(pdu.dataCoding(), settings.codings(pdu.bind()));
    }

    /** What a message will want; of one in several parts nothing is known before they are together. */
    private ReadHints foresee(ArrivedUplink uplink) {
        var data = uplink.data();
        return data.part() != null
                ? ReadHints.NONE
                : writing(uplink)
                        .map(writing -> desk.foresee(writing.decode(data.content())))
                        .orElse(ReadHints.NONE);
    }

    private Optional<List<Writing.Written>> whole(Tx tx, ArrivedUplink uplink, Writing writing, Instant now) {
        var data = uplink.data();
        if (data.part() == null) {
            return Optional.of(List.of(new Writing.Written(writing, data.content())));
        }
        int coding = data.coding(uplink.pdu().dataCoding());
        var codings = settings.codings(uplink.pdu().bind());
        return reassembly
                .add(tx, uplink.from(), uplink.service().digits(), data.part(), data, coding, now)
                .map(parts -> parts.stream()
                        .map(part -> new Writing.Written(
                                part.coding() == Reassembly.UNKNOWN
                                        ? writing
                                        : UserData.written(part.coding(), codings)
                                                .orElse(writing),
                                part.octets()))
                        .toList());
    }

    /** Help for what was not understood is given a few times an hour (edge 50). */
    private Reception quieter(Tx tx, Msisdn msisdn, Reception hearing, Instant now) {
        boolean help = hearing.words().size() == 1
                && PUZZLED.contains(hearing.words().get(0).template());
        if (!help
                || guards.mayAnswer(
                        tx, msisdn.digits(), "HELP", settings.guarding().helpPerHour(), HOUR, now)) {
            return hearing;
        }
        return new Reception(
                hearing.command(),
                hearing.dialogue(),
                hearing.step(),
                hearing.conversation(),
                hearing.belongsTo(),
                hearing.disposition(),
                hearing.transfer(),
                List.of());
    }

    /** The first of the answers. */
    private OutboxId answer(
            Tx tx, ArrivedUplink uplink, UplinkId id, Msisdn to, List<SubscriberText> words, Instant now) {
        var first = NO_ANSWER;
        for (SubscriberText say : words) {
            var added = outbox.add(
                    tx,
                    new Outbox.OutgoingAnswer(
                            to,
                            uplink.service(),
                            say.template(),
                            say.text(),
                            say.secret(),
                            uplink.pdu().bind(),
                            id,
                            say.validUntil()),
                    now);
            first = first.equals(NO_ANSWER) ? added : first;
        }
        return first;
    }

    private Charge charge(ArrivedUplink uplink, UplinkId id, Handled outcome, Instant now) {
        var pdu = uplink.pdu();
        var hearing = outcome.hearing();
        var sender = outcome.sender();
        var part = Optional.ofNullable(uplink.data().part()).orElse(WHOLE);
        boolean charged = uplink.sender().isPresent()
                && !hearing.disposition().equals("OFFNET")
                && (settings.charging().eachPart() || part.number() == 1);
        return new Charge(
                id,
                pdu.receivedAt(),
                now,
                new Who(
                        uplink.from(),
                        sender == null ? null : sender.subscription(),
                        kind(uplink, sender, hearing),
                        sender == null ? "" : sender.province(),
                        sender == null ? "" : sender.brand()),
                new Message(
                        uplink.service(),
                        pdu.bind(),
                        pdu.smscMessageId(),
                        pdu.dataCoding(),
                        pdu.octets().length,
                        part.number(),
                        part.total(),
                        part.reference()),
                new What(
                        hearing.command(),
                        hearing.dialogue(),
                        hearing.step(),
                        hearing.conversation(),
                        hearing.disposition()),
                charged ? tariffs.li(uplink.service(), pdu.receivedAt()) : 0,
                hearing.transfer());
    }

    private static String kind(ArrivedUplink uplink, @Nullable Sender sender, Reception hearing) {
        if (uplink.sender().isEmpty()) {
            return "MACHINE";
        } else if (hearing.disposition().equals("OFFNET")) {
            return "OFFNET";
        }
        return sender != null && sender.known() ? "KNOWN" : "UNKNOWN";
    }

    void quarantine(Tx tx, String bind, String content, String reason, Instant now) {
        tx.add(
                QUARANTINE,
                new Quarantined(tx.next("quarantine"), bind, reason, vault.seal(content, "quarantine"), now));
    }

    void forget(Tx tx, Instant now) {
        duplicates.forget(tx, now);
        reassembly.forget(tx, now);
        guards.forget(tx, now.minus(SmsIntake.GUARDS_FOR));
        desk.forget(tx, now);
    }

    /** Runs in the order of arrival among the messages of one sender. */
    private final class UplinkJob implements Job<UplinkId> {
        private final ArrivedUplink uplink;
        private final Function<Tx, UplinkId> work;
        private final ReadHints foresight;

        UplinkJob(ArrivedUplink uplink, Function<Tx, UplinkId> work) {
            this.uplink = uplink;
            this.work = work;
            this.foresight = foresee(uplink);
        }

        @Override
        public Route route() {
            return uplink.sender().map(Route::subscriber).orElseGet(() -> Route.about(uplink.from()));
        }

        @Override
        public void load(Reads ahead) {
            uplink.sender().ifPresent(msisdn -> desk.load(ahead, msisdn, uplink.service(), foresight));
        }

        @Override
        public UplinkId run(Tx tx) {
            return work.apply(tx);
        }
    }
}
