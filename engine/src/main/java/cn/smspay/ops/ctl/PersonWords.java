package cn.smspay.ops.ctl;

import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.text.Masked;
import cn.smspay.books.audit.AuditEntry;
import cn.smspay.books.audit.AuditTrail;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.engine.Engine;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;
import cn.smspay.ops.control.ControlWord.Declined;
import cn.smspay.store.Tx;
import java.util.LinkedHashMap;
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
        return engine.store().write(tx -> erase(tx, outbox, number, ask.user(), why));
    }

    private Object erase(Tx tx, Outbox outbox, Msisdn number, String user, String why) {
        var now = look.instruments().now();
        var known = tx.query(sql -> sql.createQuery("select count(*) from subscription where msisdn = :number")
                .bind(NUMBER, number.digits())
                .mapTo(Integer.class)
                .one());
        if (known == 0) {
            throw new IllegalArgumentException("nothing is held of " + Masked.number(number.digits()));
        }
        var open = tx.query(sql -> sql.createQuery("""
                        select count(*) from account where status <> 'CLOSED'
                        and subscription in (select id from subscription where msisdn = :number)""")
                .bind(NUMBER, number.digits())
                .mapTo(Integer.class)
                .one());
        if (open > 0) {
            throw new Declined(
                    "the account of " + Masked.number(number.digits())
                            + " is not closed: close it first (smspay admin customer close), then what is held can go",
                    Map.of("reason", "account-open"));
        }
        var gone = new LinkedHashMap<String, Object>();
        gone.put("texts sent to the number", outbox.wipeTexts(tx, number));
        tx.query(sql -> wipe(sql, number, gone));
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
        var of = " in (select id from subscription where msisdn = :number)";
        var accounts = " in (select no from account where subscription" + of + ")";
        wipe(sql, number, gone, "names and documents", "delete from identity where subscription" + of);
        wipe(sql, number, gone, "names of accounts", "delete from holder where account" + accounts);
        wipe(sql, number, gone, "bank cards", "delete from bank_card where account" + accounts);
        wipe(sql, number, gone, "bank branches", "delete from card_branch where account" + accounts);
        wipe(sql, number, gone, "answers to dialogues", "delete from free_text where subscription" + of);
        wipe(sql, number, gone, "security questions", "delete from security_answer where account" + accounts);
        wipe(sql, number, gone, "login names", "delete from login_alias where account" + accounts);
        wipe(sql, number, gone, "login names shown", "delete from account_alias where account" + accounts);
        wipe(sql, number, gone, "callers of calls", "update call_record set caller = '' where caller = :number");
        wipe(sql, number, gone, "one-time codes", "delete from one_time_code where msisdn = cast(:number as integer)");
        wipe(sql, number, gone, "parts of long messages", "delete from message_part where sender = :number");
        return gone.size();
    }

    private static void wipe(Handle sql, Msisdn number, Map<String, Object> gone, String what, String statement) {
        gone.put(what, sql.createUpdate(statement).bind(NUMBER, number.digits()).execute());
    }
}
