package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.UplinkId;
import cn.smspay.store.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two errors are possible and both are measured, by a model that knows which message is which: a redelivery that is executed
 * again, and a message of the subscriber's that is taken for a redelivery (R 3.0.5). The SMSC of the model delivers again only
 * what it has not read our answer to, after its response time or on the next connection; the subscriber repeats himself
 * whenever he likes. {@code -Dsmspay.histories=N} plays more of them.
 */
@Timeout(300)
final class RedeliveryModelTest {
    private static final int HISTORIES = Integer.getInteger("smspay.histories", 12);
    private static final int STEPS = 60;
    private static final Duration RESPONSE_TIME = SmsSettings.RESPONSE_TIME;
    private static final List<String> TEXTS = List.of("CX", "BZ", "TX");

    @TempDir
    private Path folder;

    /** A message that somebody has sent, once. */
    private static final class Physical {
        final String text;
        final @Nullable String id;
        boolean delivered;
        boolean read;
        /** Not to be delivered again before, in milliseconds. */
        long notBefore;

        Physical(String text, @Nullable String id) {
            this.text = text;
            this.id = id;
        }
    }

    /** What the SMSC has still to read on a connection: our answer to a message, or our question. */
    private record Written(@Nullable Physical answerTo, UplinkId upTo) {}

    private static final class Wire {
        final String name;
        int sequence;
        final Deque<Written> unread = new ArrayDeque<>();
        UplinkId highest = new UplinkId(0);

        Wire(String name) {
            this.name = name;
        }
    }

    /** What happened to messages that were delivered for the first time, and to redeliveries. */
    private static final class Tally {
        int genuine;
        int swallowed;
        int silent;
        int redelivered;
        int executedAgain;

        @Override
        public String toString() {
            return "%6d genuine, %5d of them taken for a redelivery, %d without an answer; %5d redeliveries, %d executed again"
                    .formatted(genuine, swallowed, silent, redelivered, executedAgain);
        }
    }

    /** One SMSC and what may go wrong there: in percent, how often it reads at once, and how often what goes. */
    private enum Situation {
        STANDING(1, 100, 0, 0, false),
        READS_LATE(1, 15, 0, 0, false),
        TWO_CONNECTIONS(2, 100, 0, 0, false),
        LINK_LOST(1, 70, 10, 0, false),
        LOSSES_AND_CRASHES(2, 50, 8, 4, false),
        WITH_IDS(2, 50, 8, 4, true);

        final int wires;
        final int readsAtOnce;
        final int losses;
        final int crashes;
        final boolean ids;

        Situation(int wires, int readsAtOnce, int losses, int crashes, boolean ids) {
            this.wires = wires;
            this.readsAtOnce = readsAtOnce;
            this.losses = losses;
            this.crashes = crashes;
            this.ids = ids;
        }
    }

    @Test
    void noRedeliveryIsExecutedAndNoMessageIsMetWithSilence() {
        var table = new TreeMap<Situation, Tally>();
        for (Situation situation : Situation.values()) {
            var tally = table.computeIfAbsent(situation, s -> new Tally());
            try (var inbox = new Inbox(folder.resolve(situation.name()), Limits.SMALL)) {
                for (int seed = 0; seed < HISTORIES / 4; seed++) {
                    new History(inbox, situation, seed, tally).play();
                }
            }
        }
        table.forEach((situation, tally) -> System.out.printf("%-18s %s%n", situation, tally));

        table.forEach((situation, tally) -> {
            assertEquals(0, tally.executedAgain, situation + ": redeliveries were executed");
            assertEquals(0, tally.silent, situation + ": messages were met with silence");
        });
        for (Situation sound : List.of(Situation.STANDING, Situation.TWO_CONNECTIONS, Situation.WITH_IDS)) {
            assertEquals(0, Objects.requireNonNull(table.get(sound)).swallowed, sound + ": messages were swallowed");
        }
    }

    private static final class History {
        private final Inbox inbox;
        private final Situation situation;
        private final Random random;
        private final Tally tally;
        private final String prefix;
        private final List<Wire> wires = new ArrayList<>();
        private final List<Physical> sent = new ArrayList<>();
        /** How often a text may be in the inbox. */
        private final Map<String, Integer> physical = new HashMap<>();

        private int connections;

        History(Inbox inbox, Situation situation, int seed, Tally tally) {
            this.inbox = inbox;
            this.situation = situation;
            this.random = new Random(31L * seed + situation.ordinal());
            this.tally = tally;
            this.prefix = situation + "-" + seed + "-";
            for (int i = 0; i < situation.wires; i++) {
                wires.add(connect());
            }
        }

        private Wire connect() {
            return new Wire(prefix + ++connections);
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                step(random.nextInt(100));
                turn(Duration.ofMillis(random.nextInt(10) == 0 ? random.nextInt(30_000) : random.nextInt(400)));
            }
            // In peace everything is read and proven.
            for (int i = 0; i < 8; i++) {
                turn(Duration.ofSeconds(6));
                sent.stream().filter(message -> !message.read).toList().forEach(this::deliver);
                wires.forEach(wire -> readAll(wire));
                wires.forEach(this::ask);
                wires.forEach(wire -> readAll(wire));
            }
            turn(Duration.ofDays(3));
            inbox.intake().forget();
            wires.forEach(wire -> inbox.intake().closed(wire.name));
        }

        private void step(int chance) {
            if (chance < situation.losses) {
                lose(random.nextInt(wires.size()));
            } else if (chance < situation.losses + situation.crashes) {
                inbox.crash();
                for (int i = 0; i < wires.size(); i++) {
                    replace(i);
                }
            } else if (chance < 55) {
                deliver(write());
            } else if (chance < 70) {
                sent.stream()
                        .filter(message -> message.delivered && !message.read && now() >= message.notBefore)
                        .findFirst()
                        .ifPresent(this::deliver);
            } else if (chance < 85) {
                ask(wires.get(random.nextInt(wires.size())));
            } else {
                readAll(wires.get(random.nextInt(wires.size())));
            }
        }

        private Physical write() {
            var message =
                    new Physical(TEXTS.get(random.nextInt(TEXTS.size())), situation.ids ? prefix + sent.size() : null);
            sent.add(message);
            return message;
        }

        /** The SMSC hands it in, and reads the answer later, or never. */
        private void deliver(Physical message) {
            var wire = wires.get(random.nextInt(wires.size()));
            boolean first = !message.delivered;
            message.delivered = true;
            message.notBefore = now() + RESPONSE_TIME.toMillis();
            if (first) {
                physical.merge(message.text, 1, Integer::sum);
            }
            long rows = inbox.uplinks();
            long circles = inbox.figures.redeliveryLoops.sum();
            var taken = inbox.takeAndNumber(
                    new Inbox.Text(wire.name, ++wire.sequence, "13907310001", "10658888", message.text, message.id));
            boolean executed = inbox.uplinks() > rows;
            boolean circle = inbox.figures.redeliveryLoops.sum() > circles;
            count(message, first, executed, taken.answers().isEmpty() && !circle);
            wire.unread.add(new Written(message, taken.acknowledged()));
            wire.highest = max(wire.highest, taken.acknowledged());
            if (random.nextInt(100) < situation.readsAtOnce) {
                ask(wire);
                readAll(wire);
            }
        }

        private void count(Physical message, boolean first, boolean executed, boolean silent) {
            if (first) {
                tally.genuine++;
                tally.swallowed += executed ? 0 : 1;
                tally.silent += silent ? 1 : 0;
            } else {
                tally.redelivered++;
            }
            if (executed && physical.merge(message.text, -1, Integer::sum) < 0) {
                tally.executedAgain++;
                physical.put(message.text, 0);
            }
        }

        /** Our enquire_link, behind all answers written so far. */
        private void ask(Wire wire) {
            if (wire.highest.value() > 0) {
                wire.unread.add(new Written(null, wire.highest));
            }
        }

        private void readAll(Wire wire) {
            for (var next = wire.unread.poll(); next != null; next = wire.unread.poll()) {
                if (next.answerTo() == null) {
                    inbox.intake().proven(wire.name, next.upTo());
                } else {
                    next.answerTo().read = true;
                }
            }
        }

        private void lose(int which) {
            inbox.intake().closed(wires.get(which).name);
            replace(which);
        }

        /** What was not read there is delivered again at once where the next connection stands. */
        private void replace(int which) {
            var old = wires.get(which);
            old.unread.forEach(written -> {
                if (written.answerTo() != null) {
                    written.answerTo().notBefore = now();
                }
            });
            wires.set(which, connect());
        }

        private static UplinkId max(UplinkId one, UplinkId other) {
            return one.compareTo(other) > 0 ? one : other;
        }

        private long now() {
            return inbox.world.clock.millis();
        }

        private void turn(Duration by) {
            inbox.world.clock.turn(by);
        }
    }
}
