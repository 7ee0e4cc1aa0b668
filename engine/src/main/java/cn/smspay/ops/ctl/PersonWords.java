package cn.smspay.ops.ctl;

import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.text.Masked;
import cn.smspay.books.audit.AuditEntry;
import cn.smspay.books.audit.AuditTrail;
import cn.smspay.books.outbox.AnswerIndex;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.engine.Engine;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;
import cn.smspay.ops.control.ControlWord.Declined;
import cn.smspay.store.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What is held of one person, and the end of what the law lets go. The books stay: charge records, postings, orders and the
 * audit are kept as long as their own rules say.
 */
record PersonWords(Engine engine, Look look) {
    private static final String NUMBER = "number";
    private static final String WHY = "why";
    private static final String KNOWN = "select count(*) from subscription where msisdn = :number";
    private static final String OPEN = """
            select count(*) from account where status <> 'CLOSED'
            and subscription in (select id from subscription where msisdn = :number)""";
    private static final String OF_SUBSCRIPTIONS = " in (select id from subscription where msisdn = :number)";
    private static final String OF_ACCOUNTS = " in (select no from account where subscription" + OF_SUBSCRIPTIONS + ")";
    /** What the law lets go, and how it goes. */
    private static final Map<String, String> WIPES = wipes();

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
        var folder = engine.config().data().resolve(AnswerIndex.FOLDER);
        var answers = new AnswerIndex(engine.store(), folder).to(number);
        return engine.store().write(tx -> erase(tx, outbox, number, answers, ask.user(), why));
    }

    private Object erase(Tx tx, Outbox outbox, Msisdn number, AnswerIndex.Known answers, String user, String why) {
        var now = look.instruments().now();
        var known = tx.query(sql -> sql.createQuery(KNOWN)
                .bind(NUMBER, number.digits())
                .mapTo(Integer.class)
                .one());
        if (known == 0) {
            throw new IllegalArgumentException("nothing is held of " + Masked.number(number.digits()));
        }
        var open = tx.query(sql -> sql.createQuery(OPEN)
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
        gone.put("texts sent to the number", outbox.wipeTexts(tx, number, answers));
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

    private static Map<String, String> wipes() {
        var wipes = new LinkedHashMap<String, String>();
        wipes.put("names and documents", "delete from identity where subscription" + OF_SUBSCRIPTIONS);
        wipes.put("names of accounts", "delete from holder where account" + OF_ACCOUNTS);
        wipes.put("bank cards", "delete from bank_card where account" + OF_ACCOUNTS);
        wipes.put("bank branches", "delete from card_branch where account" + OF_ACCOUNTS);
        wipes.put("answers to dialogues", "delete from free_text where subscription" + OF_SUBSCRIPTIONS);
        wipes.put("security questions", "delete from security_answer where account" + OF_ACCOUNTS);
        wipes.put("login names", "delete from login_alias where account" + OF_ACCOUNTS);
        wipes.put("login names shown", "delete from account_alias where account" + OF_ACCOUNTS);
        wipes.put("callers of calls", "update call_record set caller = '' where caller = :number");
        wipes.put("one-time codes", "delete from one_time_code where msisdn = cast(:number as bigint)");
        wipes.put("parts of long messages", "delete from message_part where sender = :number");
        return wipes;
    }

    /** All of its statements, each of a number: none may read what is held of others. */
    static List<String> statements() {
        var all = new ArrayList<>(List.of(KNOWN, OPEN));
        all.addAll(WIPES.values());
        return all;
    }

    private static int wipe(Handle sql, Msisdn number, Map<String, Object> gone) {
        WIPES.forEach((what, statement) -> gone.put(
                what, sql.createUpdate(statement).bind(NUMBER, number.digits()).execute()));
        return gone.size();
    }
}
