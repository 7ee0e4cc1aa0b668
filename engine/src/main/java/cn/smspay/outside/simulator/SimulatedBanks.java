package cn.smspay.outside.simulator;

import cn.smspay.accounts.customers.Bank;
import cn.smspay.accounts.payments.PayOuts;
import cn.smspay.accounts.payments.WithdrawalResults.Result;
import cn.smspay.base.OrderId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Banks that take every order and say nothing, as real ones do for days, unless they are told to answer. Thread-safe.
 */
public final class SimulatedBanks implements PayOuts {
    private final ScheduledExecutorService executor;
    private final Duration delay;
    private final Map<Bank, Result> results = new EnumMap<>(Bank.class);
    private BiConsumer<OrderId, Result> onResult = (order, result) -> {};

    public SimulatedBanks(ScheduledExecutorService executor, Duration delay) {
        this.executor = executor;
        this.delay = delay;
    }

    /** Where results go. */
    public synchronized void onResult(BiConsumer<OrderId, Result> to) {
        onResult = to;
    }

    /** From now on this bank answers so; with nothing, not at all. */
    public synchronized void set(Bank bank, Optional<Result> result) {
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
