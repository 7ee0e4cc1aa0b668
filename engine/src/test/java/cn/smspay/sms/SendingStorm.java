package cn.smspay.sms;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.UplinkId;
import cn.smspay.books.outbox.Downlink;
import cn.smspay.sms.peer.Wire;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.sms.smpp.SmppLink;
import cn.smspay.testing.TestClock;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sending in bad weather: the pump and the link, octets and all, against {@link StormSmsc} on one thread under a clock that
 * is turned by hand, so that a seed always gives the same storm. By hand: {@code java cn.smspay.sms.SendingStorm
 * SUBSCRIBERS SEEDS}.
 */
final class SendingStorm {
    private static final ServiceNumber SERVICE = new ServiceNumber("10658888");
    static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int STEP_MILLIS = 20;
    private static final int STEPS_PER_TICK = 5;
    private static final int STEPS_PER_SECOND = 50;
    /** How long the weather is bad, and answers are decided. */
    private static final long STORM_MILLIS = Duration.ofMinutes(5).toMillis();

    /**
     * @param answers of each subscriber
     * @param rate submits a second, 0 for no cap
     * @param refusedForEver how many of a hundred numbers the SMSC never takes
     * @param linkTroubles whether connections break, all is throttled, answers are lost, the engine starts anew
     */
    record Plan(
            int subscribers,
            int answers,
            int window,
            int rate,
            int connections,
            int refusedForEver,
            boolean linkTroubles,
            int slowestMillis,
            long seed) {}

    /**
     * @param ends how many answers ended so
     * @param longest from the decision to the end of any answer, in milliseconds
     * @param longestWait from the decision to the first try of an answer to a number that is taken, in milliseconds
     */
    record Report(Map<Sending.End, Integer> ends, long longest, long longestWait, int restarts, List<String> faults) {}

    private record Decided(Downlink downlink, long since) {}

    private final Plan plan;
    private final Random random;
    private final MockTicker ticker = Ticker.newMockTicker();
    private final ManualIoEventLoop loop;
    private final LocalAddress address;
    private final StormSmsc smsc;
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final Map<OutboxId, Decided> waiting = new LinkedHashMap<>();
    private final Map<Sending.End, Integer> ends = new EnumMap<>(Sending.End.class);
    private final List<String> faults = new ArrayList<>();
    private final List<Integer> ended = new ArrayList<>();
    private final Map<Integer, Decided> all = new LinkedHashMap<>();
    private AnswerPump pump;
    private SmppLink link;
    private long longest;
    private int restarts;

    SendingStorm(Plan plan) {
        this.plan = plan;
        this.random = new Random(plan.seed());
        this.loop = new ManualIoEventLoop(null, Thread.currentThread(), LocalIoHandler.newFactory(), ticker);
        this.address = new LocalAddress("storm-" + plan.seed() + "-" + System.identityHashCode(this));
        this.smsc = new StormSmsc(plan, loop, address, this::now, new Random(plan.seed() + 1));
        begin();
    }

    private long now() {
        return ticker.nanoTime() / 1_000_000;
    }

    private void begin() {
        var bind = SmppBindSettings.transceiver("storm", "127.0.0.1", 2775, "storm", new Secret("storm"))
                .with(new SmppBindSettings.Peer("127.0.0.1", 2775, plan.connections(), null, false))
                .with(new SmppBindSettings.Pace(plan.window(), plan.rate(), 100));
        var mine = new AnswerPump[1];
        link = new SmppLink(
                List.of(bind),
                new Nobody(),
                (segment, outcome) -> mine[0].late(segment, outcome),
                new Wire(loop, LocalChannel.class, Runnable::run, host -> address, () -> {}),
                new TestClock(),
                this::now,
                random);
        pump = new AnswerPump(
                SmsSettings.of(SERVICE),
                new SmsFigures(),
                downlink -> String.valueOf(downlink.text()),
                this::now,
                work::add,
                () -> {});
        mine[0] = pump;
        waiting.values().forEach(each -> pump.admit(each.downlink(), each.since(), each.since() + HOUR));
        link.start();
        pump.start(link);
    }

    /** The engine is killed and starts again with what is not decided. */
    private void restart() {
        restarts++;
        link.drain(Duration.ZERO);
        smsc.disconnect();
        begin();
    }

    Report run() {
        var arrivals = arrivals();
        int step = 0;
        int next = 0;
        while (next < arrivals.size() || !waiting.isEmpty()) {
            while (next < arrivals.size() && arrivals.get(next)[0] <= now()) {
                decide((int) arrivals.get(next++)[1]);
            }
            step(step++);
            if (now() > STORM_MILLIS) {
                smsc.calm();
            }
            if (now() > STORM_MILLIS + 2 * HOUR) {
                faults.add(waiting.size() + " answers never end");
                break;
            }
        }
        checkOrder();
        return new Report(ends, longest, longestWait(), restarts, faults);
    }

    /** When each answer is decided, and whose it is. */
    private List<long[]> arrivals() {
        var arrivals = new ArrayList<long[]>();
        for (int subscriber = 0; subscriber < plan.subscribers(); subscriber++) {
            if (random.nextInt(100) < plan.refusedForEver()) {
                smsc.refuseForEver(number(subscriber));
            }
            for (int i = 0; i < plan.answers(); i++) {
                arrivals.add(new long[] {now() + random.nextInt((int) STORM_MILLIS), subscriber});
            }
        }
        arrivals.sort((a, b) -> Long.compare(a[0], b[0]));
        return arrivals;
    }

    private static String number(int subscriber) {
        return String.format(java.util.Locale.ROOT, "138%08d", subscriber);
    }

    private void decide(int subscriber) {
        var id = new OutboxId(all.size() + 1L);
        var text = "答".repeat(random.nextInt(3) == 0 ? 150 : 20);
        var decidedAt = Instant.EPOCH;
        var downlink = new Downlink(
                id,
                new Msisdn(number(subscriber)),
                SERVICE,
                "T",
                text,
                null,
                null,
                null,
                decidedAt,
                Downlink.State.QUEUED,
                0,
                null,
                decidedAt,
                null);
        var decided = new Decided(downlink, now());
        waiting.put(id, decided);
        all.put((int) id.value(), decided);
        pump.admit(downlink, now(), now() + HOUR);
        pump.pump();
    }

    private void step(int number) {
        ticker.advanceMillis(STEP_MILLIS);
        loop.runNow();
        Runnable task;
        while ((task = work.poll()) != null) {
            task.run();
            loop.runNow();
        }
        if (number % STEPS_PER_TICK == 0) {
            pump.tick();
        }
        if (number % STEPS_PER_SECOND == 0) {
            smsc.moods();
            if (plan.linkTroubles() && now() < STORM_MILLIS && random.nextInt(60) == 0) {
                restart();
            }
        }
        pump.decided().forEach(this::end);
    }

    private void end(Sending sending) {
        var decided = waiting.remove(sending.id());
        if (decided == null) {
            faults.add("answer " + sending.id() + " ends twice");
            return;
        }
        ends.merge(sending.end(), 1, Integer::sum);
        ended.add((int) sending.id().value());
        longest = Math.max(longest, now() - decided.since());
    }

    /** What reached a number came in the order of its answers; the same may come again after silence or a restart. */
    private void checkOrder() {
        smsc.taken.forEach((number, answers) -> {
            for (int i = 1; i < answers.size(); i++) {
                if (answers.get(i) < answers.get(i - 1)) {
                    faults.add("answer " + answers.get(i) + " came to " + number + " after " + answers.get(i - 1));
                }
            }
        });
    }

    private long longestWait() {
        return all.entrySet().stream()
                .filter(each -> !smsc.refusesForEver(
                        each.getValue().downlink().recipient().digits()))
                .mapToLong(each -> smsc.firstTried.getOrDefault(each.getKey(), Long.MAX_VALUE)
                        - each.getValue().since())
                .max()
                .orElse(0);
    }

    private static final class Nobody implements Intake {
        @Override
        public CompletionStage<Acknowledgement> take(DeliveredPdu pdu) {
            throw new AssertionError("the storm's SMSC delivers nothing");
        }

        @Override
        public CompletionStage<Acknowledgement> take(Receipt receipt) {
            return CompletableFuture.completedFuture(new Acknowledgement(Acknowledgement.Status.ACCEPTED, null));
        }

        @Override
        public void proven(String connection, UplinkId upTo) {}

        @Override
        public void closed(String connection) {}

        @Override
        public void quarantine(String bind, byte[] pdu, String reason) {}
    }

    /** All windows and rates with ever new seeds. */
    public static void main(String[] arguments) {
        int subscribers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        for (long seed = 1; seed <= seeds; seed++) {
            for (int window : Arrays.asList(1, 2, 10)) {
                for (int rate : Arrays.asList(5, 20, 50)) {
                    var plan = new Plan(subscribers, 2, window, rate, 1 + (int) (seed % 2), 3, true, 300, seed);
                    var report = new SendingStorm(plan).run();
                    System.out.println(plan + " " + report);
                    if (!report.faults().isEmpty()) {
                        throw new AssertionError(Collections.max(report.faults()));
                    }
                }
            }
        }
    }
}
