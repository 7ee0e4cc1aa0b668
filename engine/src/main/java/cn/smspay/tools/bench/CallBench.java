package cn.smspay.tools.bench;

import cn.smspay.base.Latencies;
import cn.smspay.base.MonotonicClock;
import cn.smspay.base.ServiceNumber;
import cn.smspay.talk.desk.VoiceDesk;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.dialogue.VoiceNext;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.Voice;
import cn.smspay.voice.rtp.DtmfKind;
import cn.smspay.voice.rtp.G711;
import cn.smspay.voice.rtp.Inband;
import cn.smspay.voice.rtp.PortRange;
import cn.smspay.voice.sip.SipServer;
import cn.smspay.voice.sip.SipSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Calls ourselves, many times at once, over the loopback, and measures. Both sides share the machine, so the processor
 * time of each side is told apart by its threads.
 */
public final class CallBench {
    private static final ServiceNumber NUMBER = new ServiceNumber("12588");
    private static final int FEW_CALLS = 100;
    private static final Duration HANG_UP_PATIENCE = Duration.ofSeconds(5);
    private static final Duration FEW_LENGTH = Duration.ofSeconds(3);
    private static final VoiceNext.Collect PATIENT =
            new VoiceNext.Collect(1, ' ', Duration.ofMinutes(10), Duration.ofSeconds(3), false);

    private CallBench() {}

    /**
     * What to do.
     *
     * @param calls at once
     * @param perSecond new calls in a second
     * @param warmUp how long all of them talk before anything is measured
     * @param length how long they are measured then
     * @param phones what the callers' phones want and do
     */
    public record Plan(int calls, int perSecond, Duration warmUp, Duration length, Phones phones) {
        /** Few calls, after which the code that answers a call is compiled. */
        Plan few() {
            return new Plan(Math.min(calls, FEW_CALLS), FEW_CALLS, Duration.ZERO, FEW_LENGTH, phones);
        }
    }

    /**
     * The phones of the callers.
     *
     * @param upstream whether they send sound too
     * @param packetMillis how much sound each packet to them is to hold
     * @param comfortNoise whether silence may be described to them instead of being sent
     */
    public record Phones(boolean upstream, int packetMillis, boolean comfortNoise) {}

    /**
     * Another SIP server on this host that answers 12588 without end.
     *
     * @param port for SIP over UDP
     * @param process whose processor time is counted
     */
    public record Peer(int port, ProcessHandle process) {}

    /**
     * What the callers saw, and what it cost the server. Times are milliseconds; deviations are from 20 ms between two packets.
     *
     * @param cores that the server kept busy
     */
    public record CallersReport(
            int asked, long answered, Spread setUp, Spread received, long packets, long keysPressed, double cores) {
        /** In percent of one core. */
        public double cpuPerCall() {
            return 100 * cores / asked;
        }

        /** Lines for a person. */
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "calls           %d of %d answered%n"
                            + "set-up          %s%n"
                            + "off 20 ms, heard %s (%d packets)%n"
                            + "processor       %.2f cores of the server, %.3f %% of a core per call%n",
                    answered,
                    asked,
                    setUp,
                    received,
                    packets,
                    cores,
                    cpuPerCall());
        }
    }

    /**
     * What came of it at ourselves.
     *
     * @param sent deviations at our side
     * @param keysHeard of {@code heard.keysPressed}
     */
    public record Report(CallersReport heard, Spread sent, long keysHeard, long faults) {
        /** Lines for a person. */
        public String text() {
            return heard.text()
                    + String.format(
                            Locale.ROOT,
                            "off 20 ms, sent  %s%nkeys            %d of %d heard, %d faults%n",
                            sent,
                            keysHeard,
                            heard.keysPressed,
                            faults);
        }
    }

    /** Middle, nearly worst, worst; milliseconds. */
    public record Spread(double p50, double p99, double max) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "p50 %.1f  p99 %.1f  max %.1f ms", p50, p99, max);
        }
    }

    /** Runs the plan against a server of its own, after a smaller one to warm up. Blocks until it is done. */
    public static Report run(Plan plan) throws IOException, InterruptedException {
        once(plan.few());
        return once(plan);
    }

    /** The same against another server. */
    public static CallersReport run(Plan plan, Peer peer) throws IOException, InterruptedException {
        once(plan.few(), peer);
        return once(plan, peer);
    }

    private static CallersReport once(Plan plan, Peer peer) throws IOException, InterruptedException {
        try (var callers = new BenchCallers(peer.port, plan.calls, plan.phones)) {
            return measure(
                    plan,
                    callers,
                    () -> {},
                    () -> peer.process.info().totalCpuDuration().orElseThrow().toNanos());
        }
    }

    private static Report once(Plan plan) throws IOException, InterruptedException {
        var settings = new SipSettings(
                "127.0.0.1",
                "127.0.0.1",
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(NUMBER),
                List.of(new SipSettings.Trunk("bench", List.of("127.0.0.1"), true, plan.calls, Optional.empty())),
                SipSettings.Phones.NONE,
                new CallSettings.CallCaps(
                        plan.calls,
                        plan.calls,
                        2 * plan.perSecond,
                        Duration.ofHours(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(32),
                        Duration.ofSeconds(90)),
                new CallSettings.Sound(PortRange.SYSTEM, 2, Duration.ofMinutes(5), Inband.FALLBACK),
                Map.of());
        var server = new SipServer(
                settings,
                new Endless(),
                new Hum(),
                Clock.systemUTC(),
                record -> {},
                new CallFigures(),
                new SecureRandom(),
                MonotonicClock.system());
        server.start();
        try (var callers = new BenchCallers(server.udpPort(), plan.calls, plan.phones)) {
            var figures = server.figures();
            var heard = measure(plan, callers, figures.pacing()::clear, CallBench::serverNanos);
            return new Report(heard, spread(figures.pacing()), figures.keys(DtmfKind.EVENT), figures.faults());
        } finally {
            server.stop(HANG_UP_PATIENCE);
        }
    }

    /**
     * @param begin called when all calls are up and warm
     * @param cpu processor time of the server so far, nanoseconds
     */
    private static CallersReport measure(Plan plan, BenchCallers callers, Runnable begin, LongSupplier cpu)
            throws InterruptedException {
        callers.dial(plan.perSecond);
        callers.talk(plan.warmUp);
        callers.forgetGaps();
        begin.run();
        long cpuBefore = cpu.getAsLong();
        long before = System.nanoTime();
        callers.talk(plan.length);
        double seconds = (System.nanoTime() - before) / 1e9;
        double cores = (cpu.getAsLong() - cpuBefore) / 1e9 / seconds;
        callers.hangUp();
        return new CallersReport(
                plan.calls,
                callers.answered(),
                callers.setUp(),
                spread(callers.gaps()),
                callers.gaps().count(),
                callers.keysPressed(),
                cores);
    }

    private static Spread spread(Latencies pacing) {
        return new Spread(pacing.millis(0.5), pacing.millis(0.99), pacing.millis(1));
    }

    /** Processor time of all threads but the callers', so with what the runtime does for both. */
    private static long serverNanos() {
        var threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && !info.getThreadName().startsWith(BenchCallers.THREAD)) {
                sum += Math.max(0, threads.getThreadCpuTime(id));
            }
        }
        return sum;
    }

    /** A menu that never ends: every key is answered with the same words again. */
    private static final class Endless implements VoiceDesk {
        private final CompletionStage<VoiceTurn> again =
                CompletableFuture.completedFuture(new VoiceTurn(List.of(new Spoken("zh", "hum", Map.of())), PATIENT));

        @Override
        public CompletionStage<VoiceTurn> begin(String call, String caller, ServiceNumber dialled) {
            return again;
        }

        @Override
        public CompletionStage<VoiceTurn> input(String call, VoiceInput input) {
            return again;
        }

        @Override
        public String path(String call) {
            return "bench";
        }
    }

    /** Ten seconds that are not silence. */
    private static final class Hum implements Voice {
        private final byte[] sound = new byte[80_000];

        Hum() {
            for (int i = 0; i < sound.length; i++) {
                sound[i] = G711.alaw((int) (6000 * Math.sin(i * 0.3)));
            }
        }

        @Override
        public byte[] alaw(Spoken utterance) {
            return sound;
        }
    }
}
