package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Province;
import cn.smspay.app.Commands;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.config.Config;
import cn.smspay.engine.Engine;
import cn.smspay.engine.LocalConfig;
import cn.smspay.sms.SmsSettings;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.pdu.MessageIdFormat;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.testing.ChargeTable;
import cn.smspay.testing.RawSmsc;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** A whole engine bound to an SMSC that writes any octets, with one customer. */
final class RawLink implements AutoCloseable {
    static final String PHONE = "13800001001";
    static final String SERVICE = Service.NUMBER;
    private static final String ROK = "command_status";
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int FIRST_SEQUENCE = 1_000;

    final TestClock clock = new TestClock();
    final RawSmsc smsc = new RawSmsc();
    final Engine engine;
    private final AtomicInteger sequence = new AtomicInteger(FIRST_SEQUENCE);

    /** One transceiver. */
    static RawLink of(Path data) {
        return of(data, bind -> bind, sms -> sms);
    }

    static RawLink of(Path data, UnaryOperator<SmppBindSettings> bind, UnaryOperator<SmsSettings> sms) {
        return new RawLink(
                data, port -> List.of(bind.apply(bind("main", port, SmppBindSettings.Mode.TRANSCEIVER))), sms);
    }

    /** @param binds those to the port */
    RawLink(Path data, IntFunction<List<SmppBindSettings>> binds, UnaryOperator<SmsSettings> sms) {
        Config local = LocalConfig.of(Service.HOME, data, new Secret(World.KEY), smsc.port());
        engine = new Engine(local.with(binds.apply(smsc.port()), sms.apply(local.sms())), clock);
        customer(PHONE, Province.HUNAN);
        engine.start();
        smsc.awaitConnections(binds.apply(smsc.port()).size());
    }

    /** Somebody with an account and 5000 yuan in cash, unless an engine of before has staged him. */
    void customer(String number, Province province) {
        var msisdn = new Msisdn(number);
        var staging = engine.accounts().staging();
        engine.store().write(tx -> {
            if (engine.accounts().subscribers().find(tx, msisdn).isEmpty()) {
                var who = staging.subscriber(tx, msisdn, province, Brand.GOTONE);
                staging.open(tx, who, new Secret("login123"), new Secret(World.PIN), clock.instant());
                staging.money(tx, who, Pocket.CASH, World.fen("5000.00"), clock.instant());
            }
            return msisdn;
        });
    }

    /** Without ids of the SMSC's own, and answers proven as soon as it answers an enquiry. */
    static SmppBindSettings bind(String name, int port, SmppBindSettings.Mode mode) {
        return SmppBindSettings.transceiver(name, "127.0.0.1", port, "smspay", new Secret("secret08"))
                .with(new SmppBindSettings.Login("smspay", new Secret("secret08"), "", 0x34, mode, ""))
                .with(new SmppBindSettings.Timing(30, 10, 100, 1_000, 0));
    }

    static SmppBindSettings.Dialect dialect(MessageIdFormat format, String group) {
        return new SmppBindSettings.Dialect(CommandStatus.THROTTLED, null, format, group);
    }

    RawLink bound() {
        Service.get(engine.link().allBound());
        return this;
    }

    /** Writes a deliver_sm under a fresh sequence_number, and waits for the answer to it. */
    int deliver(byte[] pdu) {
        return deliver(smsc.connections() - 1, pdu);
    }

    int deliver(int connection, byte[] pdu) {
        int number = sequence.incrementAndGet();
        var numbered = ByteBuffer.wrap(pdu.clone()).putInt(12, number);
        smsc.send(connection, numbered.array());
        return smsc.awaitAnswer(RawSmsc.DELIVER_SM, number).status();
    }

    /** Delivers each, which must be acknowledged, and waits until nothing is under way. */
    RawLink take(String... hex) {
        for (String pdu : hex) {
            take(HexFormat.of().parseHex(pdu));
        }
        return this;
    }

    RawLink take(byte[] pdu) {
        assertEquals(CommandStatus.OK, deliver(pdu), ROK);
        settle();
        return this;
    }

    RawLink take(RawSmsc.Deliver message) {
        return take(message.pdu());
    }

    static RawSmsc.Deliver from(String source) {
        return RawSmsc.deliver(source, SERVICE);
    }

    static RawSmsc.Deliver receipt(String text) {
        return from(PHONE).esm(4).text(text);
    }

    void settle() {
        int[] quiet = {0};
        until("the engine comes to rest", () -> (quiet[0] = engine.isQuiet() ? quiet[0] + 1 : 0) >= 3);
    }

    /** There is no event for most of what a test waits for, so it is looked at every few milliseconds. */
    void until(String what, BooleanSupplier reached) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!reached.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what + " did not happen; received: " + smsc.received());
            Service.moment();
        }
    }

    long number(String sql) {
        return engine.store()
                .read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    List<String> texts(String sql) {
        return engine.store()
                .read(handle -> handle.createQuery(ChargeTable.in(handle, sql))
                        .mapTo(String.class)
                        .list());
    }

    /** Command, disposition and fee of each record. */
    List<String> records() {
        return texts("select command || ' ' || disposition || ' ' || amount_li from charge_record order by number");
    }

    /** State and detail of each answer. */
    List<String> answers() {
        return texts("select trim(state || ' ' || coalesce(detail, '')) from downlink order by id");
    }

    int submits() {
        return smsc.received(RawSmsc.SUBMIT_SM).size();
    }

    @Override
    public void close() {
        try {
            assertEquals(List.of(), Commands.verify(engine.store()));
        } finally {
            engine.close();
            smsc.close();
        }
    }
}
