package cn.smspay.sms;

import cn.smspay.base.ConversationId;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.Ticker;
import cn.smspay.books.outbox.Downlink;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.store.Tx;
import cn.smspay.talk.desk.Desk;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a message is answered that is taken for one of before: should it be another after all, its sender is not met with
 * silence, and should it be the same, nothing is done by saying again what is so (R 3.0.5). Runs inside transactions of the
 * lane.
 */
final class RepeatAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(RepeatAnswers.class);
    /** An SMSC that delivers a message more often than this goes round in circles. */
    private static final int ANSWERED_MOST = 3;
    /** A lost link brings hundreds of them at once. */
    private static final long ALARM_EVERY_MILLIS = 60_000;

    private final Desk desk;
    private final Outbox outbox;
    private final Duplicates duplicates;
    private final SmsFigures figures;
    private final Ticker ticker;
    private volatile long quietUntil = Long.MIN_VALUE;

    RepeatAnswers(Desk desk, Outbox outbox, Duplicates duplicates, SmsFigures figures, Ticker ticker) {
        this.desk = desk;
        this.outbox = outbox;
        this.duplicates = duplicates;
        this.figures = figures;
        this.ticker = ticker;
    }

    void answer(Tx tx, Duplicates.RepeatOf again, Msisdn to, ServiceNumber service, DeliveredPdu pdu, Instant now) {
        if (again.repeats() > ANSWERED_MOST) {
            alarm(tx, again, pdu);
            return;
        }
        duplicates.row(tx, again.uplink()).ifPresent(row -> {
            for (var say : words(tx, row, to, service, now)) {
                outbox.add(
                        tx,
                        new Outbox.OutgoingAnswer(
                                // Without a cause: the answers of that uplink stay those that it was given first.
                                to, service, say.template(), say.text(), false, pdu.bind(), null),
                        now);
            }
        });
    }

    private void alarm(Tx tx, Duplicates.RepeatOf again, DeliveredPdu pdu) {
        tx.afterCommit(() -> {
            figures.redeliveryLoops.increment();
            long now = ticker.millis();
            if (now >= quietUntil) {
                quietUntil = now + ALARM_EVERY_MILLIS;
                LOG.error(
                        "alarm: redelivery_loop: bind {} has delivered uplink {} {} times; it is acknowledged, and answered no"
                                + " more; {} such redeliveries until now",
                        pdu.bind(),
                        again.uplink(),
                        again.repeats() + 1,
                        figures.redeliveryLoops.sum());
            }
        });
    }

    private record SaidBefore(String template, String text) {}

    private List<SaidBefore> words(Tx tx, InboxRows.InboxRow row, Msisdn to, ServiceNumber service, Instant now) {
        var own = said(tx, row);
        if (own.stream().anyMatch(answer -> answer.state() == Downlink.State.QUEUED)) {
            // On its way already.
            return List.of();
        }
        var lost = own.stream()
                .filter(answer -> answer.state() == Downlink.State.GIVEN_UP)
                .toList();
        if (!open(lost).isEmpty()) {
            return open(lost);
        }
        if (row.conversation() == 0) {
            var same = open(own);
            return same.isEmpty() && !own.isEmpty() ? over(row) : same;
        }
        var prompt = desk.promptedBy(tx, to, service, new ConversationId(row.conversation()), now);
        if (prompt.isEmpty()) {
            return over(row);
        }
        var present =
                duplicates.row(tx, prompt.get()).map(by -> open(said(tx, by))).orElse(List.of());
        return present.isEmpty() ? open(own) : present;
    }

    private List<Downlink> said(Tx tx, InboxRows.InboxRow row) {
        return row.answer() == 0 ? List.of() : outbox.answers(tx, row.id(), new OutboxId(row.answer()));
    }

    /** No secret is ever said again. */
    private static List<SaidBefore> open(List<Downlink> answers) {
        return answers.stream()
                .filter(answer -> answer.text() != null)
                .map(answer -> new SaidBefore(answer.template(), Objects.requireNonNull(answer.text())))
                .toList();
    }

    private List<SaidBefore> over(InboxRows.InboxRow row) {
        return desk.doneAlready(row.dialog(), row.receivedAt()).stream()
                .map(words -> new SaidBefore(words.template(), words.text()))
                .toList();
    }
}
