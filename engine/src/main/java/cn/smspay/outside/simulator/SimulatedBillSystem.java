package cn.smspay.outside.simulator;

import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.BillSystem;
import cn.smspay.base.Msisdn;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A bill system that does what it is told (R 4.1 bill.outcome), so that every end of a payment can be tried out.
 * Thread-safe.
 */
public final class SimulatedBillSystem implements BillSystem {
    /** How payments end. */
    public enum PaymentEnding {
        OK,
        FAIL,
        /** Never a word, not even to an inquiry. */
        TIMEOUT,
        /** Silent when the payment is submitted; an inquiry finds it paid. */
        LATE_OK
    }

    private final ScheduledExecutorService executor;
    private final Duration delay;
    private final Set<Province> testProvinces;
    private final double failureShare;
    private final RandomGenerator random;
    private final Map<Object, PaymentEnding> outcomes = new ConcurrentHashMap<>();

    /**
     * @param executor answers come on its threads
     * @param delay before each answer
     * @param testProvinces where payments fail now and then
     * @param failureShare how many of them, 0 to 1
     */
    public SimulatedBillSystem(
            ScheduledExecutorService executor,
            Duration delay,
            Set<Province> testProvinces,
            double failureShare,
            RandomGenerator random) {
        this.executor = executor;
        this.delay = delay;
        this.testProvinces = testProvinces;
        this.failureShare = failureShare;
        this.random = random;
    }

    /** From now on bills of this province end so, except those of numbers with an outcome of their own. */
    public void set(Province province, PaymentEnding outcome) {
        outcomes.put(province, outcome);
    }

    /** From now on bills of this number end so. */
    public void set(Msisdn payee, PaymentEnding outcome) {
        outcomes.put(payee, outcome);
    }

    private PaymentEnding outcome(Bill bill) {
        var own = outcomes.get(bill.payee());
        var told = own == null ? outcomes.get(bill.province()) : own;
        if (told != null) {
            return told;
        }
        return testProvinces.contains(bill.province()) && random.nextDouble() < failureShare
                ? PaymentEnding.FAIL
                : PaymentEnding.OK;
    }

    @Override
    public void submit(Bill bill, Consumer<PaymentVerdict> answer) {
        switch (outcome(bill)) {
            case OK -> later(answer, PaymentVerdict.PAID);
            case FAIL -> later(answer, PaymentVerdict.FAILED);
            case TIMEOUT, LATE_OK -> {}
        }
    }

    @Override
    public void inquire(Bill bill, Consumer<PaymentVerdict> answer) {
        switch (outcome(bill)) {
            case OK, LATE_OK -> later(answer, PaymentVerdict.PAID);
            case FAIL -> later(answer, PaymentVerdict.FAILED);
            case TIMEOUT -> {}
        }
    }

    private void later(Consumer<PaymentVerdict> answer, PaymentVerdict verdict) {
        try {
            executor.schedule(() -> answer.accept(verdict), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Shut down: to the engine that is a bill system that does not answer, which it knows how to bear.
        }
    }
}
