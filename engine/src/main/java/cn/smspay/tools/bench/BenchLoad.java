package cn.smspay.tools.bench;

import cn.smspay.base.Latencies;
import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.simulator.ReceivedSubmit;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.outside.simulator.Uplink;
import cn.smspay.sms.pdu.CommandStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Subscribers by the hundred: each holds a conversation, waiting for every answer before it goes on, and another one takes
 * its place when it is done. With a rate, conversations begin at fixed times instead, whatever has become of the others.
 */
final class BenchLoad {
    private static final int UCS2 = 8;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** Before an SMSC sends again what was refused. Theirs is longer, but measuring would only wait for it. */
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A large prime, so that every account comes once before one comes twice. */
    private static final long STRIDE = 15_485_863;

    /** What subscribers do. */
    enum Mix {
        BALANCE,
        MENU,
        MONEY
    }

    private final SmscSimulator smsc;
    private final Mix mix;
    private final long accounts;
    private final long withPassword;
    private final SplittableRandom random = new SplittableRandom(20091102);
    private final Map<String, Talk> talks = new ConcurrentHashMap<>();
    private final AtomicLong fresh = new AtomicLong();
    private final AtomicLong cards = new AtomicLong();
    final AtomicLong answered = new AtomicLong();
    final AtomicLong replied = new AtomicLong();
    private final Latencies answers = new Latencies(LONGEST);
    private final Latencies replies = new Latencies(LONGEST);
    private final BenchRefusals refusals = new BenchRefusals();
    /** Texts that were refused, the first to be sent again first. */
    private final ConcurrentLinkedQueue<Resend> again = new ConcurrentLinkedQueue<>();

    private volatile boolean measuring;
    /** Whether a conversation that ends is followed by another. */
    private volatile boolean goingOn;

    private long turn;
    private long turnWithPassword;

    BenchLoad(SmscSimulator smsc, Mix mix, long accounts, long withPassword) {
        this.smsc = smsc;
        this.mix = mix;
        this.accounts = accounts;
        this.withPassword = withPassword;
        smsc.onDownlink(this::reply);
    }

    /** Stands for no time: the clock never comes to it. */
    static final long NOBODY_WAITS = Long.MIN_VALUE;

    /** A number in a conversation. */
    static final class Talk {
        private final String number;
        private final List<String> texts;
        private volatile int next;
        /** Since when it waits for a reply; {@link #NOBODY_WAITS} if it does not. */
        private final AtomicLong waitsSince = new AtomicLong(NOBODY_WAITS);
        /** Whether the text that was sent last has been answered ESME_ROK. */
        private volatile boolean accepted;

        Talk(String number, List<String> texts) {
            this.number = number;
            this.texts = texts;
        }

        /** A text was sent then. */
        void begin(long at) {
            waitsSince.set(at);
            accepted = false;
        }

        /** Of several replies that come at once to one text, one is told since when it was waited for. */
        long claim() {
            return waitsSince.getAndSet(NOBODY_WAITS);
        }
    }

    /**
     * A refused text, and when it is sent again.
     *
     * @param sentAt since when its sender waits
     */
    private record Resend(Talk talk, long sentAt, long at) {}

    private Talk somebody() {
        synchronized (random) {
            for (int tries = 0; tries < 1000; tries++) {
                var talk = switch (mix) {
                    case BALANCE -> new Talk(anyone(), List.of(spelled("CX")));
                    case MENU -> new Talk(anyone(), List.of(spelled("BZ")));
                    case MONEY -> money();
                };
                if (talks.putIfAbsent(talk.number, talk) == null) {
                    return talk;
                }
            }
            throw new IllegalStateException("more conversations at once than accounts");
        }
    }

    /** Walks through all accounts in a scattered order: the same number soon again would be taken for a redelivery. */
    private String anyone() {
        turn++;
        return MassStock.number(turn * STRIDE % accounts);
    }

    /** In other letters each time round, for the same reason. */
    private String spelled(String word) {
        long round = turn / accounts;
        var letters = word.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            if ((round >> i & 1) == 1) {
                letters[i] = Character.toLowerCase(letters[i]);
            }
        }
        return new String(letters);
    }

    private String somebodyWithPassword() {
        turnWithPassword++;
        return MassStock.number(turnWithPassword * STRIDE % withPassword);
    }

    /**
     * Of 1,000 conversations: 380 cards, 300 histories, 304 balances, and 4 each of bills with password, withdrawals with
     * password, openings and password resets. A password takes the processor as long as fifty other inputs, so a larger
     * share of them would measure nothing but the hash.
     */
    private Talk money() {
        int dice = random.nextInt(1_000);
        if (dice < 380) {
            return new Talk(anyone(), List.of("CZK " + card(cards.incrementAndGet())));
        } else if (dice < 680) {
            return new Talk(anyone(), List.of("CXLS", "20091101"));
        } else if (dice < 984) {
            return new Talk(anyone(), List.of(spelled("CX")));
        } else if (dice < 988) {
            return new Talk(
                    somebodyWithPassword(),
                    List.of("HF0." + (10 + random.nextInt(90)), MassStock.PAY_PASSWORD.reveal()));
        } else if (dice < 992) {
            return new Talk(somebodyWithPassword(), List.of("TX", "1", MassStock.PAY_PASSWORD.reveal()));
        } else if (dice < 996) {
            return new Talk(Long.toString(15_000_000_000L + fresh.incrementAndGet()), List.of("KT", "A"));
        }
        return new Talk(anyone(), List.of("M", "A"));
    }

    /** The password of the card with this number. */
    static String card(long number) {
        return String.format(Locale.ROOT, "18%016d", number);
    }

    private void send(Talk talk) {
        send(talk, System.nanoTime());
    }

    /** @param sentAt since when the subscriber waits: what is sent late, or again, counts from when it was due */
    private void send(Talk talk, long sentAt) {
        talk.begin(sentAt);
        var text = talk.texts.get(talk.next++);
        smsc.deliver(Uplink.of(
                        talk.number, LocalConfig.SERVICE.digits(), UCS2, text.getBytes(StandardCharsets.UTF_16BE)))
                .thenAccept(status -> answer(talk, sentAt, status));
    }

    private void answer(Talk talk, long sentAt, int status) {
        if (status == CommandStatus.OK) {
            answered.incrementAndGet();
            // The reply may have come first, and the next text be on its way.
            if (talk.waitsSince.get() == sentAt) {
                talk.accepted = true;
            }
            if (measuring) {
                answers.add(System.nanoTime() - sentAt);
            }
        } else if (refusals.count(status)) {
            talk.next--;
            again.add(new Resend(talk, sentAt, System.nanoTime() + AGAIN_NANOS));
        } else {
            ended(talk);
        }
    }

    private void reply(ReceivedSubmit downlink) {
        replied.incrementAndGet();
        var number = downlink.to().substring(Math.max(0, downlink.to().length() - 11));
        var talk = talks.get(number);
        // Openings answer twice, and a bill answers when the bill system has: the first of them is the one waited for,
        // and
        // only one of two that come at once is.
        long since = talk == null ? NOBODY_WAITS : talk.claim();
        if (talk == null || since == NOBODY_WAITS) {
            return;
        }
        if (measuring) {
            replies.add(System.nanoTime() - since);
        }
        if (talk.next < talk.texts.size() && asks(downlink)) {
            send(talk);
        } else {
            ended(talk);
        }
    }

    private void ended(Talk talk) {
        talks.remove(talk.number, talk);
        talk.claim();
        if (goingOn) {
            send(somebody());
        }
    }

    /** Whoever is refused stops: only who is asked to reply does so. */
    private static boolean asks(ReceivedSubmit downlink) {
        return new String(downlink.octets(), StandardCharsets.UTF_16BE).contains("回复");
    }

    /** Keeps so many conversations going for so long. */
    void closedLoop(int window, double seconds) {
        goingOn = true;
        while (talks.size() < window) {
            send(somebody());
        }
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            sendRefused();
            LockSupport.parkNanos(1_000_000);
        }
        goingOn = false;
    }

    private void sendRefused() {
        Resend first;
        while ((first = again.peek()) != null && first.at() - System.nanoTime() <= 0) {
            again.remove();
            send(first.talk(), first.sentAt());
        }
    }

    /**
     * Begins so many conversations a second for so long.
     *
     * @return false if it stopped early, because half of all accounts were waiting for an answer
     */
    boolean openLoop(int rate, double seconds) {
        long begun = System.nanoTime();
        long total = (long) (rate * seconds);
        for (long i = 0; i < total; i++) {
            long due = begun + i * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(Math.min(100_000, Math.max(1, due - System.nanoTime())));
            }
            if (talks.size() > accounts / 2) {
                return false;
            }
            send(somebody(), due);
            sendRefused();
        }
        return true;
    }

    /** Waits until nothing is under way; false if that takes longer. */
    boolean drain(long seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!talks.isEmpty() && System.nanoTime() < end) {
            sendRefused();
            LockSupport.parkNanos(1_000_000);
        }
        return talks.isEmpty();
    }

    BenchRefusals refusals() {
        return refusals;
    }

    /** Conversations under way whose last text was answered ESME_ROK: after {@link #drain}, those that got no reply. */
    long lost() {
        return talks.values().stream().filter(talk -> talk.accepted).count();
    }

    /** The other conversations under way: their last text was not answered, or is still to be sent again. */
    long unanswered() {
        return talks.values().stream().filter(talk -> !talk.accepted).count();
    }

    /** From now on, or until now. What was measured earlier is forgotten when it is switched on. */
    void measure(boolean on) {
        if (on) {
            answers.clear();
            replies.clear();
        }
        measuring = on;
    }

    /** Milliseconds from deliver_sm to its response, and from deliver_sm to the reply's submit_sm. */
    double answerMillis(double share) {
        return answers.millis(share);
    }

    double replyMillis(double share) {
        return replies.millis(share);
    }
}
