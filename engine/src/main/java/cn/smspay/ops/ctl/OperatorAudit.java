package cn.smspay.ops.ctl;

import cn.smspay.base.text.Masked;
import cn.smspay.books.audit.AuditEntry;
import cn.smspay.books.audit.AuditTrail;
import cn.smspay.engine.Engine;
import cn.smspay.engine.Instruments;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what an operator did or looked at into the audit. Thread-safe. */
final class OperatorAudit {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorAudit.class);

    private final Engine engine;
    private final Instruments instruments;

    OperatorAudit(Engine engine, Instruments instruments) {
        this.engine = engine;
        this.instruments = instruments;
    }

    /** What somebody does. */
    interface Deed<T> {
        T done() throws Exception;
    }

    /** Does it; the row says whether it was done. */
    <T> T act(String user, String act, String subject, String why, Deed<T> deed) throws Exception {
        try {
            var result = deed.done();
            note(user, act, subject, why, "done");
            return result;
        } catch (IllegalArgumentException e) {
            note(user, act, subject, why, "refused: " + e.getMessage());
            throw e;
        }
    }

    /** A row about something that was done or refused. */
    void note(String user, String act, String subject, String why, String outcome) {
        LOG.atInfo()
                .addKeyValue("user", user)
                .addKeyValue("act", act)
                .addKeyValue("subject", Masked.within(subject))
                .addKeyValue("outcome", outcome)
                .log("an operator has acted");
        var entry = new AuditEntry(
                instruments.now(),
                "operator:" + user.toLowerCase(Locale.ROOT),
                "local",
                act,
                subject,
                null,
                why,
                "",
                outcome);
        engine.store().write(tx -> AuditTrail.add(tx, entry));
    }
}
