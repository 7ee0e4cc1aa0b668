package cn.smspay.outside.simulator;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.payments.PayOuts;
import cn.smspay.accounts.payments.WithdrawalResults.Result;
import cn.smspay.base.OrderId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Banks that pay every order on the next working day, unless they are told to answer otherwise. Thread-safe.
 */
public final class SimulatedBanks implements PayOuts {
    private final ScheduledExecutorService executor;
    private final Duration delay;
    private final Map<BankCode, Result> results = new EnumMap<>(BankCode.class);
    private BiConsumer<OrderId, Result> onResult = (order, result) -> {};

    public SimulatedBanks(ScheduledExecutorService executor, Duration delay) {
        this.executor = executor;
        this.delay = delay;
    }

    /** Where results go. */
    public synchronized void onResult(BiConsumer<OrderId, Result> to) {
        onResult = to;
    }

    /** Pays orders whose day has come; an order that is paid already is not paid again by whoever books it. */
    public void pay(List<OrderId> due) {
        BiConsumer<OrderId, Result> to;
        synchronized (this) {
            to = onResult;
        }
        due.forEach(order -> to.accept(order, Result.PAID));
    }

    /** From now on this bank answers so within moments; with nothing, on the next working day. */
    public synchronized void set(BankCode bank, Optional<Result> result) {
        result.ifPresentOrElse(r -> results.put(bank, r), () -> results.remove(bank));
    }

    @Override
    public synchronized void submit(PayOut payOut) {
        var result = results.get(payOut.bank());
        if (result == null) {
            return;
        }
        var to = onResult;
        try {
            executor.schedule(() -> to.accept(payOut.order(), result), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Shut down: the order stays with the bank, and the operator reports its end.
        }
    }
}
