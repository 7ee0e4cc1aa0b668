package cn.smspay.accounts.banks;

import cn.smspay.accounts.banks.TopUps.BankPayment;
import cn.smspay.accounts.banks.TopUps.ToldBy;
import cn.smspay.accounts.payments.EBanks;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks banks about payments of which they have told nothing yet, and lets orders run out. Thread-safe. */
public final class TopUpRounds {
    private static final Logger LOG = LoggerFactory.getLogger(TopUpRounds.class);
    /** Orders taken up in one go; the rest follows at the next round. */
    private static final int AT_ONCE = 500;
    /** Those of the far future too: they were planned before the clock was set back. */
    private static final String DUE = """
            select number from bank_top_up
            where status in ('CREATED', 'REDIRECTED')
              and (next_look_at <= :now or expires_at <= :now or (status = 'REDIRECTED' and next_look_at > :never))
            order by next_look_at limit :most
            """;

    private static final long LONGEST_PAUSE_MILLIS = 3_600_000;

    private final TopUps topUps;
    private final EBanks banks;
    private final Store store;
    private final Lane lane;
    private final Clock clock;

    public TopUpRounds(TopUps topUps, EBanks banks, Store store, Lane lane, Clock clock) {
        this.topUps = topUps;
        this.banks = banks;
        this.store = store;
        this.lane = lane;
        this.clock = clock;
    }

    /** Looks at what is due. To be called every few seconds; any thread. */
    public void round() {
        long now = clock.millis();
        List<String> due = store.read(sql -> sql.createQuery(DUE)
                .bind("now", now)
                .bind("never", now + LONGEST_PAUSE_MILLIS)
                .bind("most", AT_ONCE)
                .mapTo(String.class)
                .list());
        due.forEach(number -> lane.submit(Job.of("top-up:" + number, tx -> {
                    topUps.look(tx, number, clock.instant()).ifPresent(order -> tx.afterCommit(() -> ask(order)));
                    return true;
                }))
                .whenComplete((done, fault) -> complain(number, fault)));
    }

    /** Asks the bank of an order now, whatever the schedule; its word is noted when it comes. */
    public void askNow(TopUpOrder order) {
        ask(order);
    }

    private void ask(TopUpOrder order) {
        banks.inquire(
                new EBanks.PaymentQuestion(order.bank(), order.number(), order.amount(), order.createdAt()),
                word -> hear(order, word));
    }

    /** A word that cannot be noted now is asked for again. */
    private void hear(TopUpOrder order, EBanks.BankWord word) {
        if (word instanceof EBanks.BankWord.Paid paid) {
            var told = new BankPayment(order.bank(), paid.bankNumber(), order.number(), paid.amount(), paid.paidAt());
            lane.submit(Job.of(
                            "top-up:" + order.number(), tx -> topUps.take(tx, told, ToldBy.INQUIRY, clock.instant())))
                    .whenComplete((done, fault) -> complain(order.number(), fault));
        }
    }

    private static void complain(String number, @Nullable Throwable fault) {
        if (fault != null) {
            LOG.error("what became of top-up {} could not be noted; the bank is asked again", number, fault);
        }
    }
}
