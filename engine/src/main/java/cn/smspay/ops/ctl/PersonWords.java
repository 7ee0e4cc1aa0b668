package cn.smspay.ops.ctl;

import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.text.Masked;
import cn.smspay.books.audit.AuditEntry;
import cn.smspay.books.audit.AuditTrail;
import cn.smspay.books.outbox.AnswerIndex;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.engine.Engine;
import cn.smspay.engine.Forgetting;
import cn.smspay.engine.Forgetting.Former;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;
import cn.smspay.ops.control.ControlWord.Declined;
import cn.smspay.store.Tx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What is held of one person, and the end of what the law lets go. The books stay: charge records, postings, orders and the
 * audit are kept as long as their own rules say.
 */
record PersonWords(Engine engine, LiveEngineView look) {
    private static final String NUMBER = "number";
    private static final String WHY = "why";

    void register(ControlSocket socket) {
        socket.register("person.show", this::show);
        socket.register("person.erase", this::erase);
    }

    private Object show(Ask ask) throws Exception {
        ask.only(NUMBER, WHY, "whole");
        var number = number(ask);
        boolean whole = ask.on("whole");
        var config = engine.config();
        var file = new PersonFile(engine.store(), engine.vault(), config.data(), config.keep());
        return look.acts()
                .act(
                        ask.user(),
                        whole ? "person.show.whole" : "person.show",
                        "number:" + number,
                        ask.required(WHY),
                        () -> {
                            var shown = new LinkedHashMap<String, Object>();
                            shown.put(NUMBER, whole ? number.digits() : Masked.number(number.digits()));
                            shown.put("subscriptions", file.subscriptions(number));
                            shown.put("held", file.of(number, whole));
                            return shown;
                        });
    }

    private static Msisdn number(Ask ask) {
        return ask.required(NUMBER, Msisdn::read, "eleven digits like 13800000001");
    }

    private Object erase(Ask ask) {
        ask.only(NUMBER, WHY);
        var number = number(ask);
        var why = ask.required(WHY);
        var outbox = new Outbox(engine.store(), engine.vault());
        var forgetting = new Forgetting(
                engine.store(),
                engine.vault(),
                new AnswerIndex(engine.store(), engine.config().data().resolve(AnswerIndex.FOLDER)));
        var owners = forgetting.owners(number, look.instruments().now());
        if (owners.isEmpty()) {
            throw new IllegalArgumentException("nothing is held of " + Masked.number(number.digits()));
        }
        // Found before, because a look through all the answers would hold up the writer.
        var texts = forgetting.texts(owners);
        return engine.store().write(tx -> {
            closed(tx, number, owners);
            var gone = new LinkedHashMap<String, Object>();
            gone.put("texts sent to the number", outbox.wipeTexts(tx, texts));
            for (var kind : Forgetting.Kind.values()) {
                gone.putAll(forgetting.wipe(tx, kind, owners));
            }
            tx.query(sql -> wipe(sql, number, gone));
            return told(tx, number, ask.user(), why, gone);
        });
    }

    private static void closed(Tx tx, Msisdn number, List<Former> owners) {
        boolean open = owners.stream()
                .anyMatch(owner -> tx.query(sql -> sql.createQuery(
                                        "select count(*) from subscription where id = :id and account is not null")
                                .bind("id", owner.subscription())
                                .mapTo(Integer.class)
                                .one())
                        > 0);
        if (open) {
            throw new Declined(
                    "the account of " + Masked.number(number.digits())
                            + " is not closed: close it first (smspay admin customer close), then what is held can go",
                    Map.of("reason", "account-open"));
        }
    }

    private Object told(Tx tx, Msisdn number, String user, String why, Map<String, Object> gone) {
        var now = look.instruments().now();
        AuditTrail.add(
                tx,
                new AuditEntry(
                        now,
                        "operator:" + user,
                        "local",
                        "person.erase",
                        "number:" + number,
                        null,
                        why,
                        gone.toString(),
                        "done"));
        gone.put(
                "stays",
                "charge records, postings, orders and the audit, as long as their rules say; day "
                        + ServiceDay.date(now));
        return gone;
    }

    private static int wipe(Handle sql, Msisdn number, Map<String, Object> gone) {
        gone.put(
                "one-time codes",
                sql.createUpdate("delete from one_time_code where msisdn = :msisdn")
                        .bind("msisdn", number.number())
                        .execute());
        gone.put(
                "parts of long messages",
                sql.createUpdate("delete from message_part where sender = :number")
                        .bind(NUMBER, number.digits())
                        .execute());
        return gone.size();
    }
}
