package cn.smspay.tools.bench;

import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.base.Latencies;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.PartnerDesk.KeyView;
import cn.smspay.engine.Engine;
import cn.smspay.outside.partner.PartnerProgram;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A merchant's program that makes orders at a rate over the partners' door, each signed, while the engine is measured. One use. */
final class BenchOrders implements AutoCloseable {
    private static final String ORDERS = "/v1/orders";
    private static final String MERCHANT = "bench-shop";
    /** Requests under way: more than a second's orders, if each takes less than a tenth of a second. */
    private static final int AT_ONCE = 64;

    private static final long PATIENCE_SECONDS = 30;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int CREATED = 201;
    private static final int BUSY = 503;

    private final PartnerProgram shop;
    private final int port;
    /** Connections that nobody uses just now. */
    private final Queue<PartnerConnection> lines = new ConcurrentLinkedQueue<>();

    private final int rate;
    private final ExecutorService calls = Executors.newFixedThreadPool(AT_ONCE);
    private final Latencies latencies = new Latencies(Duration.ofSeconds(60));
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final Thread thread;
    private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    private volatile boolean ending;
    private volatile long begun;
    private long nanos;

    /** Where the engine's door is, and a key for it. */
    record DoorAddress(int port, String key, String secret) {
        /** Opens a merchant of its own in the engine. */
        static DoorAddress of(Engine engine) {
            var desk = engine.desks().partners();
            var operator = Caller.operator("bench");
            desk.apply(operator, key(operator), MERCHANT, "Bench").join();
            desk.state(operator, key(operator), MERCHANT, Profiles.State.LIVE, "bench")
                    .join();
            if (desk.keys(MERCHANT).join() instanceof Reply.Done<List<KeyView>> old) {
                old.value()
                        .forEach(each -> desk.endKey(operator, key(operator), MERCHANT, each.id())
                                .join());
            }
            var made = desk.addKey(operator, key(operator), Role.MERCHANT, MERCHANT, null, false)
                    .join();
            if (made instanceof Reply.Done<KeyView> done) {
                var secret = Objects.requireNonNull(done.value().secret());
                return new DoorAddress(engine.partnerPort(), done.value().id(), secret.reveal());
            }
            throw new IllegalStateException("the merchant of the measurement has no key: " + made.outcome());
        }

        private static Key key(Caller caller) {
            return Key.of(caller, UUID.randomUUID().toString(), "");
        }
    }

    private BenchOrders(DoorAddress door, int rate) {
        this.rate = rate;
        this.port = door.port();
        this.shop = new PartnerProgram(
                "http://127.0.0.1:" + door.port(),
                door.key(),
                new Secret(door.secret()),
                Clock.system(ServiceDay.ZONE),
                new SecureRandom());
        this.thread = new Thread(this::run, "orders");
        thread.setDaemon(true);
    }

    /** @param rate orders a second */
    static BenchOrders start(DoorAddress door, int rate) {
        var orders = new BenchOrders(door, rate);
        orders.measure();
        orders.thread.start();
        return orders;
    }

    /** What was done until now is not counted. */
    void measure() {
        latencies.clear();
        List.of(made, failed, refused, late).forEach(count -> count.set(0));
        begun = System.nanoTime();
    }

    /** By the clock, whatever has become of the others: an order that begins late says so. */
    private void run() {
        long first = System.nanoTime();
        for (long i = 0; !ending; i++) {
            long due = first + i * SECOND_NANOS / rate;
            while (!ending && System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long number = i;
            calls.execute(() -> order(number, due));
        }
        nanos = System.nanoTime() - begun;
    }

    private void order(long number, long due) {
        if (ending) {
            late.incrementAndGet();
            return;
        }
        var no = run + '-' + number;
        var body = String.format(
                Locale.ROOT,
                "{\"merchant_order_no\":\"%s\",\"amount_fen\":100,\"subject\":\"bench\",\"channel\":\"WWW\"}",
                no);
        int status = post(no, body.getBytes(StandardCharsets.UTF_8));
        if (status == CREATED) {
            latencies.add(System.nanoTime() - due);
            made.incrementAndGet();
        } else if (status == BUSY) {
            refused.incrementAndGet();
        } else {
            failed.incrementAndGet();
        }
    }

    private int post(String no, byte[] body) {
        var idle = lines.poll();
        try {
            var line = idle == null ? new PartnerConnection(port) : idle;
            int status = line.post(ORDERS, shop.headers("POST", ORDERS, no, body), body);
            lines.add(line);
            return status;
        } catch (IOException e) {
            // Counted as failed; the next one makes a connection of its own.
            return 0;
        }
    }

    /** What it has done; call it when it has ended. */
    void describe(Map<String, Object> result) {
        result.put("ordersPerSecond", Math.round(made.get() * (double) SECOND_NANOS / Math.max(1, nanos)));
        result.put("orders", made.get());
        result.put("ordersFailed", failed.get());
        result.put("ordersRefusedAsBusy", refused.get());
        result.put("ordersNotBegun", late.get());
        result.put("orderP50Millis", latencies.millis(0.5));
        result.put("orderP99Millis", latencies.millis(0.99));
    }

    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
            calls.shutdown();
            if (!calls.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                calls.shutdownNow();
            }
            for (var line = lines.poll(); line != null; line = lines.poll()) {
                line.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One kept connection to an HTTP door on this machine, for posts whose answers have a length: it costs a tenth of a client library, and
     * what the load costs is missing to the engine that is measured. One thread at a time.
     */
    private static final class PartnerConnection implements AutoCloseable {
        private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(30).toMillis();
        private static final int STATUS_AT = 9;
        private static final int STATUS_END = 12;

        private final Socket socket;
        private final InputStream in;

        PartnerConnection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }

        /** @return the status that was answered */
        int post(String target, Map<String, String> headers, byte[] body) throws IOException {
            var head = new StringBuilder("POST ").append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
            var octets = head.toString().getBytes(StandardCharsets.US_ASCII);
            var all = new byte[octets.length + body.length];
            System.arraycopy(octets, 0, all, 0, octets.length);
            System.arraycopy(body, 0, all, octets.length, body.length);
            socket.getOutputStream().write(all);
            return answer();
        }

        private int answer() throws IOException {
            int status = Integer.parseInt(line().substring(STATUS_AT, STATUS_END));
            int length = 0;
            for (var line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                if (line.substring(0, colon).toLowerCase(Locale.ROOT).equals("content-length")) {
                    length = Integer.parseInt(line.substring(colon + 1).strip());
                }
            }
            if (in.readNBytes(length).length < length) {
                throw new EOFException("the answer broke off");
            }
            return status;
        }

        private String line() throws IOException {
            var text = new StringBuilder();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0) {
                    throw new EOFException("the door hung up");
                }
                if (octet != '\r') {
                    text.append((char) octet);
                }
            }
            return text.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
