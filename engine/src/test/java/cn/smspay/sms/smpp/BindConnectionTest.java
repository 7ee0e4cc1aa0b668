package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.peer.Host;
import cn.smspay.sms.peer.Wire;
import cn.smspay.testing.LogOracle;
import cn.smspay.testing.TestClock;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.DeliverSmResp;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.type.Address;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@link BindConnection} on a loop that is run by hand, towards SMSCs in memory: to which host it goes, when, and what it shows of
 * itself. A pause is half of what {@link Backoff} may draw: 100 ms, 200 ms, then 250 ms.
 */
final class BindConnectionTest {
    private static final long FIRST_PAUSE = 100;
    private static final int REFUSED_LOGIN_SECONDS = 300;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final ManualIoEventLoop loop =
            new ManualIoEventLoop(null, Thread.currentThread(), LocalIoHandler.newFactory(), ticker);
    private final TestClock wall = new TestClock();
    private final RecordingIntake intake = new RecordingIntake();
    private final BindFigures figures = new BindFigures();
    private final Map<String, Smsc> smscs = new LinkedHashMap<>();
    private final Queue<Runnable> lookups = new ArrayDeque<>();
    private boolean looksUpAtOnce = true;
    private BindShared shared = new BindShared(timing(0), figures);
    private int names;

    /** An SMSC in memory that answers binds as it is told. */
    private final class Smsc {
        private final String name;
        private final List<Channel> open = new ArrayList<>();
        private final List<Object> came = new ArrayList<>();
        private Channel listening;
        private int status;
        private boolean silent;
        private int binds;

        Smsc(String name) {
            this.name = name;
            this.listening = listen();
            smscs.put(name, this);
        }

        private Channel listen() {
            return new ServerBootstrap()
                    .group(loop)
                    .channel(LocalServerChannel.class)
                    .childHandler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            open.add(channel);
                            SmppPipeline.install(channel, new Connection());
                        }
                    })
                    .bind(address())
                    .channel();
        }

        private LocalAddress address() {
            return new LocalAddress(name + System.identityHashCode(this));
        }

        Smsc refusing(int with) {
            status = with;
            return this;
        }

        void hangUp() {
            List.copyOf(open).forEach(Channel::close);
            settle();
        }

        void goAway() {
            listening.close();
            hangUp();
        }

        void comeBack() {
            listening = listen();
            settle();
        }

        private final class Connection extends ChannelInboundHandlerAdapter {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                came.add(message);
                if (message instanceof BaseBind<?> bind) {
                    binds++;
                    var answer = bind.createResponse();
                    answer.setCommandStatus(status);
                    if (!silent) {
                        context.writeAndFlush(answer);
                    }
                } else if (message instanceof Unbind unbind) {
                    context.writeAndFlush(unbind.createResponse());
                    context.close();
                }
            }

            @Override
            public void channelInactive(ChannelHandlerContext context) {
                open.remove(context.channel());
            }
        }
    }

    private static SmppBindSettings.Timing timing(int returnSeconds) {
        return new SmppBindSettings.Timing(0, 5, 200, 500, 500, REFUSED_LOGIN_SECONDS, returnSeconds, 0);
    }

    private BindConnection connection(int returnSeconds, String... hosts) {
        var standbys =
                Stream.of(hosts).skip(1).map(name -> new Host(name, 2775)).toList();
        var settings = LinkFixture.settings(2775)
                .with(new SmppBindSettings.Peer(hosts[0], 2775, standbys, 1, null, false))
                .with(timing(returnSeconds));
        var wire = new Wire(loop, LocalChannel.class, work -> lookUp(work), host -> address(host.name()), () -> {});
        return new BindConnection(
                settings,
                new LinkParts(intake, (segment, outcome) -> {}, wire, wall, this::now, () -> 0L),
                shared,
                () -> "north-" + ++names,
                () -> {},
                loop);
    }

    private void lookUp(Runnable work) {
        if (looksUpAtOnce) {
            work.run();
        } else {
            lookups.add(work);
        }
    }

    private SocketAddress address(String name) {
        var smsc = smscs.get(name);
        return smsc == null ? InetSocketAddress.createUnresolved(name, 2775) : smsc.address();
    }

    private BindConnection started(int returnSeconds, String... hosts) {
        var connection = connection(returnSeconds, hosts);
        connection.start();
        settle();
        return connection;
    }

    private long now() {
        return ticker.nanoTime() / 1_000_000;
    }

    private void settle() {
        for (int i = 0; i < 30; i++) {
            loop.runNow();
        }
    }

    private void pass(long millis) {
        ticker.advanceMillis(millis);
        wall.turn(Duration.ofMillis(millis));
        settle();
    }

    private static String seen(BindConnection connection) {
        var status = connection.status();
        return status.state() + " " + status.host() + " " + status.why() + (status.alarm() ? " ALARM" : "");
    }

    // ---- hosts and pauses

    @Test
    void aStandbyIsTriedAtOnceAndAfterTheLastOneThereIsAPauseThatGrows() {
        var one = new Smsc("one").refusing(CommandStatus.BIND_FAILED);
        var two = new Smsc("two").refusing(CommandStatus.BIND_FAILED);
        var connection = started(0, "one", "two");
        assertEquals(List.of(1, 1), List.of(one.binds, two.binds));
        assertEquals("DOWN two:2775 bind refused: bind failed (0x0D)", seen(connection));

        pass(FIRST_PAUSE - 1);
        assertEquals(1, one.binds);
        pass(1);
        assertEquals(List.of(2, 2), List.of(one.binds, two.binds));

        pass(2 * FIRST_PAUSE - 1);
        assertEquals(2, one.binds);
        two.refusing(0);
        pass(1);
        assertEquals("BOUND two:2775 ", seen(connection));
        assertTrue(connection.firstBound().isDone());
        assertEquals(1, figures.connects.sum());
    }

    @Test
    void aHostThatNobodyKnowsGivesWayToo() {
        new Smsc("two");
        assertEquals("BOUND two:2775 ", seen(started(0, "nowhere", "two")));

        assertEquals("DOWN nowhere:2775 unknown host nowhere", seen(started(0, "nowhere")));
    }

    @Test
    void aHostWhereNobodyListensGivesWayToo() {
        new Smsc("one").goAway();
        new Smsc("two");

        assertEquals("BOUND two:2775 ", seen(started(0, "one", "two")));
    }

    /** What is lost sooner counts as one more failure of this host. */
    @ParameterizedTest
    @CsvSource({"9999, two", "10000, one"})
    void aBindThatHeldTenSecondsIsTriedAgainAtItsFirstHostAfterThePause(long held, String then) {
        var one = new Smsc("one");
        new Smsc("two");
        var connection = started(0, "one", "two");
        assertEquals("BOUND one:2775 ", seen(connection));
        pass(held);

        one.hangUp();
        pass(FIRST_PAUSE);

        assertEquals("BOUND " + then + ":2775 ", seen(connection));
        assertEquals(1, figures.losses.sum());
    }

    @Test
    void afterABindThatHeldThePausesBeginAnew() {
        var one = new Smsc("one").refusing(CommandStatus.BIND_FAILED);
        var connection = started(0, "one");
        pass(FIRST_PAUSE);
        one.refusing(0);
        pass(2 * FIRST_PAUSE);
        assertEquals(BindStatus.State.BOUND, connection.status().state());
        pass(10_000);

        one.hangUp();

        pass(FIRST_PAUSE - 1);
        assertEquals(BindStatus.State.DOWN, connection.status().state());
        pass(1);
        assertEquals(BindStatus.State.BOUND, connection.status().state());
    }

    @Test
    void whatIsDownIsDownSinceItWasLostHoweverOftenItIsTriedAgain() {
        var one = new Smsc("one");
        var connection = started(0, "one");
        pass(20_000);
        one.refusing(CommandStatus.BIND_FAILED);
        one.hangUp();
        var lost = wall.instant();
        assertEquals("DOWN one:2775 closed by the peer", seen(connection));

        pass(FIRST_PAUSE);
        pass(2 * FIRST_PAUSE);

        assertEquals("DOWN one:2775 bind refused: bind failed (0x0D)", seen(connection));
        assertEquals(lost, connection.status().since());
        one.refusing(0);
        pass(250);
        assertEquals(wall.instant(), connection.status().since());
    }

    // ---- logins

    @Test
    void aRefusedLoginIsAnAlarmAndIsNotTriedAtTheStandbyNorSoon() {
        var one = new Smsc("one").refusing(CommandStatus.INVALID_PASSWORD);
        var two = new Smsc("two");
        var connection = started(0, "one", "two");
        assertEquals("DOWN one:2775 bind refused: invalid password (0x0E) ALARM", seen(connection));
        assertEquals(0, two.binds);

        pass(REFUSED_LOGIN_SECONDS * 1_000L - 1);
        assertEquals(1, one.binds);
        one.refusing(0);
        pass(1);

        assertEquals("BOUND one:2775 ", seen(connection));
        assertEquals(1, figures.loginsRefused.sum());
    }

    @Test
    void whatOneConnectionWasRefusedAnotherDoesNotTry() {
        var one = new Smsc("one").refusing(CommandStatus.INVALID_PASSWORD);
        started(0, "one");

        var other = started(0, "one");

        assertEquals("DOWN one:2775 the login was refused ALARM", seen(other));
        assertEquals(1, one.binds);
        one.refusing(0);
        pass(REFUSED_LOGIN_SECONDS * 1_000L - 1);
        assertEquals(1, one.binds);
        pass(1);
        pass(50);
        assertEquals("BOUND one:2775 ", seen(other));
    }

    @Test
    void oneConnectionFindsOutForAllWhetherTheLoginIsGood() {
        var one = new Smsc("one");
        one.silent = true;
        var first = started(0, "one");
        var second = started(0, "one");
        pass(50);
        assertEquals(1, one.binds);
        assertEquals("CONNECTING one:2775 not started", seen(first));
        assertEquals("DOWN one:2775 not started", seen(second));

        one.silent = false;
        one.hangUp();
        pass(49);
        assertEquals(1, one.binds);
        pass(1);
        assertEquals("BOUND one:2775 ", seen(second));

        pass(FIRST_PAUSE);
        assertEquals("BOUND one:2775 ", seen(first));
    }

    // ---- the way back to a better host

    @Test
    void aConnectionToAStandbyGoesBackOnceABetterHostIsThere() {
        var one = new Smsc("one");
        one.goAway();
        var two = new Smsc("two");
        var connection = started(60, "one", "two");
        pass(60_000);
        assertEquals("BOUND two:2775 ", seen(connection), "nobody answers there yet");
        one.comeBack();

        pass(59_999);
        assertEquals("BOUND two:2775 ", seen(connection));
        pass(1);
        pass(100);

        assertEquals("BOUND one:2775 ", seen(connection));
        assertEquals(1, two.came.stream().filter(Unbind.class::isInstance).count(), "in order");
    }

    @Test
    void theBestOfSeveralBetterHostsThatAreThereIsAskedFor() {
        var one = new Smsc("one").refusing(CommandStatus.BIND_FAILED);
        one.goAway();
        var two = new Smsc("two").refusing(CommandStatus.BIND_FAILED);
        new Smsc("three");
        var connection = started(60, "one", "two", "three");
        assertEquals("BOUND three:2775 ", seen(connection));
        two.refusing(0);

        pass(60_000);
        pass(100);

        assertEquals("BOUND two:2775 ", seen(connection));
    }

    @ParameterizedTest
    @CsvSource({"0, one", "60, nowhere"})
    void nobodyGoesBackWhereThatIsNotWantedOrToAHostThatNobodyKnows(int returnSeconds, String first) {
        var one = new Smsc("one").refusing(CommandStatus.BIND_FAILED);
        new Smsc("two");
        var connection = started(returnSeconds, first, "two");
        one.refusing(0);

        pass(60_000);
        pass(3_600_000);

        assertEquals("BOUND two:2775 ", seen(connection));
    }

    // ---- the end

    @Test
    void aBoundConnectionUnbindsAndDoesNotComeBack() {
        var one = new Smsc("one");
        var connection = started(0, "one");

        var stopped = connection.stop(1_000, "maintenance");
        settle();
        assertFalse(stopped.isDone());
        pass(100);

        assertTrue(stopped.isDone());
        assertEquals("DOWN one:2775 maintenance", seen(connection));
        pass(3_600_000);
        assertEquals(1, one.binds);
    }

    @Test
    void aConnectionThatIsStillTryingGivesUp() {
        var one = new Smsc("one");
        one.silent = true;
        var connection = started(0, "one");

        var stopped = connection.stop(1_000, "maintenance");
        settle();

        assertTrue(stopped.isDone());
        assertEquals("DOWN one:2775 maintenance", seen(connection));
        assertEquals(List.of(), one.open);
    }

    @Test
    void aConnectionThatPausesIsOverAtOnce() {
        var one = new Smsc("one").refusing(CommandStatus.BIND_FAILED);
        var connection = started(0, "one");

        var stopped = connection.stop(1_000, "maintenance");
        settle();

        assertTrue(stopped.isDone());
        pass(3_600_000);
        assertEquals(1, one.binds);
    }

    @Test
    void anAddressThatIsFoundTooLateIsNotConnectedToAndTheTurnPasses() {
        var one = new Smsc("one");
        looksUpAtOnce = false;
        var connection = started(0, "one");
        connection.stop(1_000, "maintenance");
        settle();
        lookups.remove().run();
        settle();
        assertEquals(0, one.binds);

        looksUpAtOnce = true;
        assertEquals("BOUND one:2775 ", seen(started(0, "one")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoRefusesNewOnesBeforeTheBindRefusesThemAfterIt(boolean refuses) {
        var one = new Smsc("one");
        var connection = connection(0, "one");
        if (refuses) {
            connection.refuseNew();
        }
        connection.start();
        settle();

        var uplink = new DeliverSm();
        uplink.setSequenceNumber(7);
        uplink.setSourceAddress(new Address((byte) 1, (byte) 1, "8613800000001"));
        uplink.setDestAddress(new Address((byte) 0, (byte) 0, "10658888"));
        one.open.get(0).writeAndFlush(uplink);
        settle();
        pass(100);

        assertEquals(refuses ? 0 : 1, intake.uplinks.size());
        var answer = (DeliverSmResp) one.came.get(1);
        assertEquals(refuses, answer.getCommandStatus() != 0);
    }

    // ---- the log

    @Test
    void whatStaysDownIsToldAtTheFirstAndTheTenthTimeAndEveryHour() {
        new Smsc("one").refusing(CommandStatus.BIND_FAILED);
        try (var log = LogOracle.listen()) {
            started(0, "one");
            assertEquals(1, told(log));
            for (int i = 2; i < 10; i++) {
                pass(250);
            }
            assertEquals(1, told(log));
            pass(250);
            assertEquals(2, told(log));
            assertTrue(log.lines().get(log.lines().size() - 1).contains("down for the 10th time"), "how often");

            pass(3_599_999);
            assertEquals(2, told(log));
            pass(250);
            assertEquals(3, told(log));
        }
    }

    private static long told(LogOracle log) {
        return log.lines().stream().filter(line -> line.contains(": down")).count();
    }

    @ParameterizedTest
    @CsvSource({"59, 59000 ms", "60, 1 min"})
    void aPauseOfAMinuteAndMoreIsToldInMinutes(int seconds, String pause) {
        new Smsc("one").refusing(CommandStatus.INVALID_PASSWORD);
        shared = new BindShared(new SmppBindSettings.Timing(0, 5, 200, 500, 500, seconds, 0, 0), figures);
        try (var log = LogOracle.listen()) {
            started(0, "one");

            assertTrue(
                    log.lines().stream().anyMatch(line -> line.contains("trying one:2775 in " + pause)),
                    log.lines().toString());
        }
    }
}
