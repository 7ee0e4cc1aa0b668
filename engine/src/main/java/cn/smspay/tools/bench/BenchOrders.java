package cn.smspay.tools.bench;

import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.base.Latencies;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.desks.MerchantDesk.KeyView;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.engine.Engine;
import cn.smspay.outside.partner.PartnerProgram;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A merchant's program that makes orders at a rate over the partners' door, each signed, while the engine is measured. One use. */
final class BenchOrders implements AutoCloseable {
    private static final String MERCHANT = "bench-shop";
    /** Requests under way: more than a second's orders, if each takes less than a tenth of a second. */
    private static final int AT_ONCE = 64;

    private static final long PATIENCE_SECONDS = 30;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int CREATED = 201;

    private final PartnerProgram shop;
    private final int rate;
    private final ExecutorService calls = Executors.newFixedThreadPool(AT_ONCE);
    private final Latencies latencies = new Latencies(Duration.ofSeconds(60));
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final Thread thread;
    private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    private volatile boolean ending;
    private long nanos;

    /** Where the engine's door is, and a key for it. */
    record Door(int port, String key, String secret) {
        /** Opens a merchant of its own in the engine. */
        static Door of(Engine engine) {
            var desk = engine.desks().merchants();
            var operator = Caller.operator("bench");
            desk.apply(operator, key(operator), MERCHANT, "Bench").join();
            desk.state(operator, key(operator), MERCHANT, Profiles.State.LIVE, "bench")
                    .join();
            if (desk.keys(MERCHANT).join() instanceof Reply.Done<List<KeyView>> old) {
                old.value().forEach(each -> desk.endKey(operator, key(operator), MERCHANT, each.id())
                        .join());
            }
            var made = desk.addKey(operator, key(operator), Role.MERCHANT, MERCHANT, null, false)
                    .join();
            if (made instanceof Reply.Done<KeyView> done) {
                var secret = Objects.requireNonNull(done.value().secret());
                return new Door(engine.partnerPort(), done.value().id(), secret.reveal());
            }
            throw new IllegalStateException("the merchant of the measurement has no key: " + made.outcome());
        }

        private static Key key(Caller caller) {
            return Key.of(caller, UUID.randomUUID().toString(), "");
        }
    }

    private BenchOrders(Door door, int rate) {
        this.rate = rate;
        this.shop = new PartnerProgram(
                "http://127.0.0.1:" + door.port(),
                door.key(),
                new Secret(door.secret()),
                Clock.system(ServiceDay.ZONE));
        this.thread = new Thread(this::run, "orders");
        thread.setDaemon(true);
    }

    /** @param rate orders a second */
    static BenchOrders start(Door door, int rate) {
        var orders = new BenchOrders(door, rate);
        orders.thread.start();
        return orders;
    }

    /** By the clock, whatever has become of the others: an order that begins late says so. */
    private void run() {
        long begun = System.nanoTime();
        for (long i = 0; !ending; i++) {
            long due = begun + i * SECOND_NANOS / rate;
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
        if (shop.post("/v1/orders", no, body).status() == CREATED) {
            latencies.add(System.nanoTime() - due);
            made.incrementAndGet();
        } else {
            failed.incrementAndGet();
        }
    }

    /** What it has done; call it when it has ended. */
    void describe(Map<String, Object> result) {
        result.put("ordersPerSecond", Math.round(made.get() * (double) SECOND_NANOS / Math.max(1, nanos)));
        result.put("orders", made.get());
        result.put("ordersFailed", failed.get());
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
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
