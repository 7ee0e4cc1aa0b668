package cn.smspay.sms.smpp;

import cn.smspay.base.Secret;
import cn.smspay.base.UplinkId;
import cn.smspay.outside.simulator.SmscSettings;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.outside.simulator.Uplink;
import cn.smspay.sms.Acknowledgement;
import cn.smspay.sms.DeliveredPdu;
import cn.smspay.sms.Intake;
import cn.smspay.sms.Receipt;
import cn.smspay.sms.peer.Wire;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The wire's own limit: simulator and link in one process over loopback, with an intake that accepts at once. Arguments:
 * seconds, connections, window.
 */
public final class SmppEcho {
    private SmppEcho() {}

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        int connections = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        int window = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 500;
        var password = new Secret("echo");
        var smsc = SmscSimulator.start(new SmscSettings("echo", password, 0, window, true), Clock.systemUTC());
        var bind = SmppBindSettings.transceiver("echo", "127.0.0.1", smsc.port(), "echo", password)
                .with(new SmppBindSettings.Peer("127.0.0.1", smsc.port(), connections, null, false))
                .with(new SmppBindSettings.Pace(window, 0, 10_000));
        var wire = Wire.sockets();
        var link = new SmppLink(
                List.of(bind),
                new Accepting(),
                (s, o) -> {},
                wire,
                Clock.systemUTC(),
                () -> System.nanoTime() / 1_000_000,
                new Random());
        link.start();
        link.allBound().get(10, TimeUnit.SECONDS);
        for (int second = 0; second < seconds; second++) {
            report("deliver_sm", () -> deliver(smsc, connections * window));
        }
        for (int second = 0; second < seconds; second++) {
            report("submit_sm", () -> submit(link));
        }
        link.close();
        wire.close();
        smsc.close();
    }

    /** Processor time of both ends together tells more than the rate on a machine that others use too. */
    private static void report(String what, Callable<Long> second) throws Exception {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        long answered = second.call();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%s answered per second: %,.0f, processor time each: %.1f us%n",
                what, answered / seconds, (system.getProcessCpuTime() - cpu) / 1e3 / answered);
    }

    private static long deliver(SmscSimulator smsc, int outstanding) throws InterruptedException {
        var octets = "CX".getBytes(StandardCharsets.US_ASCII);
        var free = new Semaphore(outstanding);
        var answered = new AtomicLong();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (System.nanoTime() < end) {
            free.acquire();
            smsc.deliver(Uplink.of("13800138000", "10658888", 0, octets)).thenAccept(status -> {
                answered.incrementAndGet();
                free.release();
            });
        }
        free.acquire(outstanding);
        return answered.get();
    }

    private static long submit(SmppLink link) throws InterruptedException {
        var room = new Semaphore(0);
        link.onRoom(room::release);
        var segment = LinkFixture.segment(1, "余额");
        var answered = new AtomicLong();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (System.nanoTime() < end) {
            int free = link.room();
            for (int i = 0; i < free; i++) {
                link.submit(segment).thenAccept(outcome -> answered.incrementAndGet());
            }
            if (free == 0) {
                room.tryAcquire(10, TimeUnit.MILLISECONDS);
            }
        }
        return answered.get();
    }

    private static final class Accepting implements Intake {
        private final AtomicLong ids = new AtomicLong();

        @Override
        public CompletionStage<Acknowledgement> take(DeliveredPdu pdu) {
            return CompletableFuture.completedFuture(
                    new Acknowledgement(Acknowledgement.Status.ACCEPTED, new UplinkId(ids.incrementAndGet())));
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
}
