package cn.smspay.engine;

import cn.smspay.accounts.Accounts;
import cn.smspay.base.Ticker;
import cn.smspay.outside.simulator.SimulatedBanks;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after what waits for others: bills, top-ups, withdrawals and first passwords. Thread-safe. */
final class OrderRounds {
    private static final Logger LOG = LoggerFactory.getLogger(OrderRounds.class);
    private static final long MINUTE_MILLIS = 60_000;

    private final Accounts accounts;
    private final SimulatedBanks banks;
    private final BooleanSupplier paying;
    private final Clock clock;
    private final Ticker ticker;
    private final AtomicLong withdrawalsSeenIn = new AtomicLong(-1);

    /** @param paying whether the simulated banks pay */
    OrderRounds(Accounts accounts, SimulatedBanks banks, BooleanSupplier paying, Clock clock, Ticker ticker) {
        this.accounts = accounts;
        this.banks = banks;
        this.paying = paying;
        this.clock = clock;
        this.ticker = ticker;
    }

    void look() {
        try {
            accounts.billResults().due(clock.instant());
            accounts.banks().topUpRounds().round();
            accounts.initialPasswords().round(ticker.millis());
            lookAfterWithdrawals();
        } catch (RuntimeException e) {
            // A stop interrupts what it waits for; the next start looks again.
            if (!Thread.currentThread().isInterrupted()) {
                LOG.error("bills, withdrawals and passwords could not be looked after; it goes on", e);
            }
        }
    }

    /** Once a minute by the clock: what banks reported, what they did not, and what the simulated ones pay. */
    private void lookAfterWithdrawals() {
        long minute = clock.millis() / MINUTE_MILLIS;
        if (withdrawalsSeenIn.getAndSet(minute) != minute) {
            accounts.withdrawalRounds().round();
            if (paying.getAsBoolean()) {
                banks.pay(accounts.withdrawalRounds().payable());
            }
        }
    }
}
