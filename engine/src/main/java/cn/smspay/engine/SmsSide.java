package cn.smspay.engine;

import cn.smspay.base.Threads;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.config.Config;
import cn.smspay.sms.AnswerSender;
import cn.smspay.sms.Receipts;
import cn.smspay.sms.SmsFigures;
import cn.smspay.sms.SmsIntake;
import cn.smspay.sms.UplinkHandler;
import cn.smspay.sms.peer.Wire;
import cn.smspay.sms.smpp.BindStatus;
import cn.smspay.sms.smpp.SmppLink;
import cn.smspay.store.Lane;
import cn.smspay.talk.desk.Desk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How messages come in and answers go out. */
final class SmsSide {
    /** For unbinding, when the answers have used up the time. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final long LOOK_MILLIS = 5;

    final SmsFigures figures = new SmsFigures();
    final UplinkHandler handler;
    final SmsIntake intake;
    final AnswerSender answers;
    final SmppLink link;
    final Binds binds;
    private final Lane lane;
    private final Surroundings around;

    SmsSide(
            Config config,
            Surroundings around,
            Foundation ground,
            Desk desk,
            Billing charging,
            Outbox outbox,
            OpenParts open)
            throws IOException {
        this.around = around;
        this.lane = ground.lane;
        var guard = ground.guard;
        handler = new UplinkHandler(
                desk,
                charging,
                outbox,
                ground.vault,
                config.sms(),
                figures,
                around.clock(),
                guard::believed,
                around.ticker(),
                around.limits());
        var receipts = new Receipts(outbox, lane, figures, around.limits());
        intake = new SmsIntake(
                lane, config.sms(), handler, receipts, figures, guard.clock(), around.ticker(), around.nanos());
        answers = open.add(new AnswerSender(
                outbox,
                lane,
                config.sms(),
                figures,
                receipts,
                around.clock(),
                around.ticker(),
                Executors.newSingleThreadExecutor(Threads.named("answers"))));
        var wire = open.add(Wire.sockets());
        link = open.add(new SmppLink(
                config.binds(), intake, answers::late, wire, around.clock(), around.ticker(), around.random()));
        binds = new Binds(link, config, List.of(handler::readAs, answers::readAs), around.nanos());
    }

    long nanos() {
        return around.nanos().nanos();
    }

    /** What has been accepted is answered until then; while no SMSC is there to take answers, they stay stored. */
    void awaitAnswers(long end) {
        await(
                end,
                () -> lane.unfinished() + answers.backlog() > 0
                        && link.status().stream().anyMatch(bind -> bind.state() == BindStatus.State.BOUND));
    }

    /** Unbinds, within what is left until then; that the connections have ended is noted, too. */
    void unbind(long end) {
        link.drain(Duration.ofNanos(Math.max(LAST_WORDS.toNanos(), end - nanos())))
                .join();
        await(nanos() + LAST_WORDS.toNanos(), () -> lane.unfinished() > 0);
    }

    private void await(long end, BooleanSupplier more) {
        try {
            while (more.getAsBoolean() && nanos() < end) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
