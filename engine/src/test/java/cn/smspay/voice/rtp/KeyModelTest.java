package cn.smspay.voice.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Draws presses, senders' habits and a bad network, and compares the keys heard with those pressed. Of every press at
 * least one packet arrives before any of the next one; where all presses have one timestamp also its first one in its place
 * and one of its end, without which nobody could tell two equal keys from one. {@code -Dsmspay.presses} sets how many, {@code
 * -Dsmspay.presses.seed} repeats a run.
 */
final class KeyModelTest {
    private static final int PRESSES = Integer.getInteger("smspay.presses", 20_000);
    private static final int PER_CALL = 20;
    private static final int STEP = 160;

    private record Packet(RtpHeader header, ByteBuf payload, int press, boolean arrives, boolean inPlace) {}

    /** How a sender counts. */
    private enum Habit {
        BOOK,
        CONSTANT_TIMESTAMP,
        TIMESTAMP_PER_PACKET,
        TIMESTAMP_PER_END
    }

    private static final class Sender {
        final Random random;
        final Habit habit;
        /** Whether sound goes on between presses, so that numbers are used up. */
        final boolean sound;

        final boolean markers;
        final List<Packet> sent = new ArrayList<>();
        int sequence;
        long now;

        Sender(Random random) {
            this.random = random;
            this.habit = Habit.values()[random.nextInt(Habit.values().length)];
            this.sound = random.nextBoolean();
            this.markers = random.nextInt(4) > 0;
            this.sequence = random.nextInt(0x10000);
            this.now = random.nextInt() & 0xFFFFFFFFL;
        }

        void press(int event, int number) {
            int steps = 2 + random.nextInt(random.nextInt(50) == 0 ? 600 : 20);
            long start = habit == Habit.CONSTANT_TIMESTAMP ? 4711 : now;
            int duration = 0;
            for (int i = 1; i <= steps + 2; i++) {
                boolean ends = i >= steps;
                if (!ends && duration + STEP > 0xFFFF && habit != Habit.CONSTANT_TIMESTAMP) {
                    start += 0xFFFF;
                    duration = 0;
                }
                duration = Math.min(0xFFFF, i <= steps ? duration + STEP : duration);
                long stamp = start
                        + switch (habit) {
                            case BOOK, CONSTANT_TIMESTAMP -> 0;
                            case TIMESTAMP_PER_PACKET -> duration - STEP + (long) STEP * Math.max(0, i - steps);
                            case TIMESTAMP_PER_END -> (long) STEP * Math.max(0, i - steps + 1);
                        };
                var payload = Unpooled.buffer()
                        .writeByte(event)
                        .writeByte(ends ? 0x8A : 0x0A)
                        .writeShort(duration);
                sent.add(new Packet(
                        new RtpHeader(101, markers && i == 1, sequence++ & 0xFFFF, stamp & 0xFFFFFFFFL, 7),
                        payload,
                        number,
                        i == 1 || (i == steps && habit == Habit.CONSTANT_TIMESTAMP),
                        i == 1 && habit == Habit.CONSTANT_TIMESTAMP));
            }
            int pause = 3 + random.nextInt(40);
            now = (now + (long) STEP * (steps + pause)) & 0xFFFFFFFFL;
            sequence += sound ? pause : 0;
        }
    }

    /** Loses some, sends some twice, lets some overtake; something of the body of each press arrives. */
    private static List<Packet> network(List<Packet> sent, Random random) {
        double loss = random.nextInt(3) * 0.1;
        double twice = random.nextInt(3) * 0.1;
        double late = random.nextInt(3) * 0.1;
        var came = new ArrayList<Packet>();
        for (int i = 0; i < sent.size(); i++) {
            var packet = sent.get(i);
            if (!packet.arrives && random.nextDouble() < loss) {
                continue;
            }
            came.add(packet);
            if (random.nextDouble() < twice) {
                came.add(packet);
            }
        }
        for (int i = came.size() - 2; i >= 0; i--) {
            int to = i + 1 + random.nextInt(4);
            boolean overtaken = random.nextDouble() < late && !came.get(i).inPlace;
            if (overtaken && to < came.size() && came.get(to).press == came.get(i).press) {
                came.add(to, came.remove(i));
            }
        }
        return came;
    }

    @Test
    void hearsEveryPressOnce() {
        long seed = Long.getLong("smspay.presses.seed", new Random().nextLong());
        System.out.println("presses: " + PRESSES + ", -Dsmspay.presses.seed=" + seed);
        var random = new Random(seed);
        for (int call = 0; call < PRESSES / PER_CALL; call++) {
            var sender = new Sender(random);
            var pressed = new StringBuilder();
            for (int i = 0; i < PER_CALL; i++) {
                int event = random.nextInt(3) == 0 ? 5 : random.nextInt(12);
                pressed.append("0123456789*#".charAt(event));
                sender.press(event, i);
            }
            var events = new TelephoneEvents();
            var heard = new StringBuilder();
            var came = network(sender.sent, random);
            for (var packet : came) {
                events.read(packet.header, packet.payload, key -> heard.append((char) key));
            }
            var habit = sender.habit;
            assertEquals(
                    pressed.toString(),
                    heard.toString(),
                    () -> habit + ", sound " + sender.sound + ", markers " + sender.markers + ", seed " + seed
                            + around(came, pressed, heard));
        }
    }

    /** What came of the press that was heard wrong, and of the one after it. */
    private static String around(List<Packet> came, CharSequence pressed, CharSequence heard) {
        int at = 0;
        while (at < pressed.length() && at < heard.length() && pressed.charAt(at) == heard.charAt(at)) {
            at++;
        }
        int press = at;
        return came.stream()
                .filter(packet -> Math.abs(packet.press - press) < 2)
                .map(packet -> "press " + packet.press + " " + packet.header + " end " + (packet.payload.getByte(1) < 0)
                        + " duration " + packet.payload.getUnsignedShort(2))
                .collect(java.util.stream.Collectors.joining("\n", "\n", "\n"));
    }
}
