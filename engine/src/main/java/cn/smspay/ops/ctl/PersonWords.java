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
import java.time.Instant;
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
    private static final String ACCOUNTS = "(select no from account where subscription = :subscription)";

    /** Rows about a person outside the books, as he would name them, by the subscription; of the account where it has one. */
    private static final Map<String, String> HELD = held();

    private static Map<String, String> held() {
        var held = new LinkedHashMap<String, String>();
        held.put("name and document", "select count(*) from identity where subscription = :subscription");
        held.put("name of the account", "select count(*) from holder where account in " + ACCOUNTS);
        held.put("bank card", "select count(*) from bank_card where account in " + ACCOUNTS);
        held.put("passwords", "select count(*) from password where account in " + ACCOUNTS);
        held.put("security question", "select count(*) from security_answer where account in " + ACCOUNTS);
        held.put("login names", "select count(*) from login_alias where account in " + ACCOUNTS);
        held.put("open conversations", "select count(*) from conversation where subscription = :subscription");
        held.put(
                "texts sent to the number",
                "select count(*) from downlink where recipient = :number and text is not null");
        held.put("answers sent to the number", "select count(*) from downlink where recipient = :number");
        held.put("calls", "select count(*) from call_record where caller = :number");
        held.put("one-time codes", "select count(*) from one_time_code where msisdn = cast(:number as integer)");
        held.put("parts of long messages", "select count(*) from message_part where sender = :number");
        held.put("looks and acts in the audit", "select count(*) from audit where subscription = :subscription");
        return held;
    }

    void register(ControlSocket socket) {
        socket.register("person.show", this::show);
        socket.register("person.erase", this::erase);
    }

    /** A subscription of the number, now or before. */
    private record Known(long id, String province, String brand, String state, boolean current) {}

    private Object show(Ask ask) throws Exception {
        ask.only(NUMBER, WHY);
        var number = number(ask);
        ask.required(WHY);
        return look.acts().act(ask.user(), "person.show", "number:" + number, ask.required(WHY), () -> {
            var shown = new LinkedHashMap<String, Object>();
            shown.put(NUMBER, Masked.number(number.digits()));
            shown.put("subscriptions", engine.store().read(sql -> subscriptions(sql, number)));
            return shown;
        });
    }

    private static Msisdn number(Ask ask) {
        return ask.required(NUMBER, Msisdn::read, "eleven digits like 13800000001");
    }

    private List<Map<String, Object>> subscriptions(Handle sql, Msisdn number) {
        var all = new ArrayList<Map<String, Object>>();
        for (var known : known(sql, number)) {
            var shown = new LinkedHashMap<String, Object>();
            shown.put("subscription", known.id());
            shown.put("current", known.current());
            shown.put("province", known.province());
            shown.put("brand", known.brand());
            shown.put("phone", known.state());
            shown.put("accounts", accounts(sql, known.id()));
            HELD.forEach((what, query) -> {
                var question = sql.createQuery(query);
                if (query.contains(":subscription")) {
                    question.bind("subscription", known.id());
                }
                if (query.contains(":number")) {
                    question.bind("number", number.digits());
                }
                shown.put(what, question.mapTo(Long.class).one());
            });
            all.add(shown);
        }
        return all;
    }

    private static List<Known> known(Handle sql, Msisdn number) {
        return sql.createQuery("""
                        select s.id, s.province, s.brand, s.phone_status, n.subscription is not null
                        from subscription s left join number n on n.subscription = s.id and n.msisdn = cast(:number as integer)
                        where s.msisdn = :number order by s.id""")
                .bind("number", number.digits())
                .map((row, context) -> new Known(
                        row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5)))
                .list();
    }

    private static List<String> accounts(Handle sql, long subscription) {
        return sql.createQuery(
                        "select status, coalesce(closed_at, opened_at) from account where subscription = :subscription order by no")
                .bind("subscription", subscription)
                .map((row, context) -> row.getString(1) + " since "
                        + ServiceDay.date(Instant.ofEpochMilli(row.getLong(2))))
                .list();
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
        var known = tx.query(sql -> known(sql, number));
        if (known.isEmpty()) {
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
