package cn.smspay.outside.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.BillSystem.Bill;
import cn.smspay.accounts.payments.BillSystem.PaymentVerdict;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.outside.simulator.SimulatedBillSystem.PaymentEnding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link SimulatedBillSystem} alone: how each ending looks to who submits and to who inquires. */
final class SimulatedBillSystemTest {
    private static final Msisdn PAYEE = new Msisdn("13900000009");
    private static final Msisdn OTHER = new Msisdn("13900000008");
    private static final double SHARE = 0.25;

    private final Later later = new Later();
    private final List<PaymentVerdict> answers = new ArrayList<>();
    private double drawn;
    private int draws;
    private final SimulatedBillSystem system = new SimulatedBillSystem(
            later, Duration.ofMillis(700), Set.of(Province.GUANGDONG), SHARE, new RandomGenerator() {
                @Override
                public long nextLong() {
                    throw new AssertionError("only shares are drawn");
                }

                @Override
                public double nextDouble() {
                    draws++;
                    return drawn;
                }
            });

    /** Keeps what is to be done later until a test does it. */
    private static final class Later extends ScheduledThreadPoolExecutor {
        private final List<Runnable> work = new ArrayList<>();
        private long millis;

        Later() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            millis = unit.toMillis(delay);
            var nothing = super.schedule(() -> {}, 0, unit);
            work.add(command);
            return nothing;
        }

        void run() {
            work.forEach(Runnable::run);
            work.clear();
        }
    }

    @AfterEach
    void close() {
        later.shutdownNow();
    }

    private static Bill bill(Msisdn payee, Province province) {
        return new Bill(new OrderId(1), payee, province, new Fen(100));
    }

    private String submitted(Bill bill) {
        system.submit(bill, answers::add);
        return answer();
    }

    private String inquired(Bill bill) {
        system.inquire(bill, answers::add);
        return answer();
    }

    private String answer() {
        assertEquals(List.of(), answers, "not at once");
        later.run();
        var said = answers.isEmpty() ? "silence" : answers.get(0).name();
        answers.clear();
        return said;
    }

    @ParameterizedTest
    @CsvSource({"OK, PAID, PAID", "FAIL, FAILED, FAILED", "TIMEOUT, silence, silence", "LATE_OK, silence, PAID"})
    void eachEndingIsTheSameForASubmissionAndAnInquiryUnlessItIsLate(
            PaymentEnding ending, String submission, String inquiry) {
        system.set(PAYEE, ending);

        assertEquals(submission, submitted(bill(PAYEE, Province.HUNAN)));
        assertEquals(inquiry, inquired(bill(PAYEE, Province.HUNAN)));
    }

    @Test
    void answersComeAfterTheDelay() {
        submitted(bill(PAYEE, Province.HUNAN));

        assertEquals(700, later.millis);
    }

    @Test
    void aNumbersOwnEndingGoesBeforeThatOfItsProvince() {
        system.set(Province.HUNAN, PaymentEnding.FAIL);
        system.set(PAYEE, PaymentEnding.OK);

        assertEquals("PAID", submitted(bill(PAYEE, Province.HUNAN)));
        assertEquals("FAILED", submitted(bill(OTHER, Province.HUNAN)));
        assertEquals("PAID", submitted(bill(OTHER, Province.HUBEI)));
    }

    @ParameterizedTest
    @CsvSource({"0.0, FAILED", "0.2499, FAILED", "0.25, PAID", "0.9, PAID"})
    void onTrialAShareOfThePaymentsFails(double chance, String verdict) {
        drawn = chance;

        assertEquals(verdict, submitted(bill(PAYEE, Province.GUANGDONG)));
    }

    @Test
    void nothingIsLeftToChanceOutsideATrialOrWhereAnEndingIsSet() {
        assertEquals("PAID", submitted(bill(PAYEE, Province.HUNAN)));
        system.set(Province.GUANGDONG, PaymentEnding.OK);
        assertEquals("PAID", submitted(bill(PAYEE, Province.GUANGDONG)));

        assertEquals(0, draws);
    }

    @Test
    void onceItIsShutDownItIsSilent() {
        later.shutdownNow();

        assertEquals("silence", submitted(bill(PAYEE, Province.HUNAN)));
        assertEquals("silence", inquired(bill(PAYEE, Province.HUNAN)));
    }
}
