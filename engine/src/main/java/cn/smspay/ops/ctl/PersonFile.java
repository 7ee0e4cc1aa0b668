package cn.smspay.ops.ctl;

import cn.smspay.accounts.customers.Sealed;
import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.text.Masked;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.outbox.AnswerIndex;
import cn.smspay.config.Config;
import cn.smspay.files.billing.SenderIndex;
import cn.smspay.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * All that is held of the owner of a number, piece by piece, with how long it stays. Secrets are not among it: of passwords, card
 * passwords and codes only hashes and seals are kept, and a hash is nobody's to see. Thread-safe.
 */
final class PersonFile {
    /** Of one kind, the newest first; whoever has more is told so. */
    static final int PIECES_MOST = 2_000;

    private static final String SELECT = "select ";
    private static final String SUBSCRIPTIONS = """
            select s.id, s.province, s.brand, s.phone_status, n.subscription is not null
            from subscription s left join number n on n.subscription = s.id and n.msisdn = :key
            where s.msisdn = :number order by s.id""";
    private static final String ACCOUNTS =
            "select no, status, coalesce(closed_at, opened_at) from account where subscription = :subscription order by no";
    private static final String OF_ACCOUNTS = " in (select no from account where subscription in"
            + " (select id from subscription where msisdn = :number))";
    private static final String OF_SUBSCRIPTIONS = " in (select id from subscription where msisdn = :number)";
    private static final String BOOKS = "the books: stays";
    private static final int CARD_TAIL = 4;

    private final Store store;
    private final Vault vault;
    private final Path senders;
    private final AnswerIndex answers;
    private final String answersStay;
    private final List<Kind> kinds;

    PersonFile(Store store, Vault vault, Path data, Config.Keep keep) {
        this.store = store;
        this.vault = vault;
        this.senders = data.resolve(SenderIndex.FOLDER);
        this.answers = new AnswerIndex(store, data.resolve(AnswerIndex.FOLDER));
        this.answersStay = "answers: " + keep.answers().toDays() + " days";
        this.kinds = kinds(keep);
    }

    /**
     * One thing that is held.
     *
     * @param value masked, unless the whole was asked for
     * @param stays how long
     */
    record Piece(String what, @Nullable Instant at, String value, String stays) {}

    /**
     * Where pieces of one kind lie.
     *
     * @param sql gives the time or null, a value, and what the value is about
     * @param purpose what the value is sealed for; null if it lies open
     */
    private record Kind(String what, String sql, @Nullable String purpose, UnaryOperator<String> mask, String stays) {}

    private static List<Kind> kinds(Config.Keep keep) {
        var calls = "calls: " + keep.calls().toDays() + " days";
        var closing = keep.afterClosing();
        var names = closed(closing.names());
        var documents = closed(closing.documents());
        var cards = closed(closing.bankCards());
        return List.of(
                sealed(
                        "name",
                        "null, name_sealed, '' from identity where name_sealed is not null and subscription"
                                + OF_SUBSCRIPTIONS,
                        Sealed.NAME,
                        PersonFile::name,
                        names),
                sealed(
                        "document",
                        "null, id_number_sealed, id_type from identity where id_number_sealed is not null"
                                + " and subscription" + OF_SUBSCRIPTIONS,
                        Sealed.ID_NUMBER,
                        PersonFile::document,
                        documents),
                sealed(
                        "name of the account",
                        "null, name_sealed, 'account ' || account from holder where account" + OF_ACCOUNTS,
                        Sealed.NAME,
                        PersonFile::name,
                        names),
                sealed(
                        "bank card",
                        "null, number_sealed, 'account ' || account from bank_card where account" + OF_ACCOUNTS,
                        Sealed.BANK_CARD,
                        PersonFile::card,
                        cards),
                open(
                        "bank branch",
                        "null, branch || ', ' || place, 'account ' || account from card_branch where account"
                                + OF_ACCOUNTS,
                        any -> "*",
                        cards),
                open(
                        "login name",
                        "given_up_at, shown, '' from login_alias where account" + OF_ACCOUNTS,
                        PersonFile::name,
                        names),
                open(
                        "security question",
                        "set_at, question, 'its answer is a hash' from security_answer where account" + OF_ACCOUNTS,
                        any -> "*",
                        documents),
                open(
                        "password",
                        "null, kind, 'kept as a hash' from password where account" + OF_ACCOUNTS,
                        kind -> kind,
                        "while there is the account"),
                new Kind(
                        "answer to a question of a dialogue",
                        "written_at, text_sealed, dialog || '.' || step from free_text where subscription"
                                + OF_SUBSCRIPTIONS + " order by written_at desc",
                        "free text",
                        any -> "*",
                        "as long as its dialogue file says"),
                open(
                        "call",
                        "started_at, dialled || ', ' || menu_path, result from call_record where caller = :number"
                                + " order by started_at desc",
                        way -> way,
                        calls),
                open(
                        "open conversation",
                        "expires_at, dialog || '.' || step, state from conversation where state = 'ASKING'"
                                + " and subscription" + OF_SUBSCRIPTIONS,
                        where -> where,
                        "until it ends"),
                open(
                        "withdrawal",
                        "requested_at, amount || ' fen to ' || bank || ' ' || tail, status from withdrawal_order"
                                + " where subscription" + OF_SUBSCRIPTIONS + " order by id desc",
                        PersonFile::money,
                        BOOKS),
                open(
                        "bill",
                        "requested_at, amount || ' fen for ' || payee, status from bill_order where subscription"
                                + OF_SUBSCRIPTIONS + " order by id desc",
                        PersonFile::money,
                        BOOKS),
                open(
                        "purchase",
                        "paid_at, amount || ' fen at ' || merchant, '' from purchase where subscription"
                                + OF_SUBSCRIPTIONS + " order by id desc",
                        PersonFile::money,
                        BOOKS),
                open(
                        "look or act in the audit",
                        "at, act || ' by ' || who, why from audit where subject = 'number:' ||"
                                + " :number or subscription" + OF_SUBSCRIPTIONS + " order by id desc",
                        act -> act,
                        BOOKS));
    }

    private static String closed(Duration kept) {
        return kept.toDays() + " days after closing";
    }

    private static Kind sealed(String what, String sql, String purpose, UnaryOperator<String> mask, String stays) {
        return new Kind(what, sql, purpose, mask, stays);
    }

    private static Kind open(String what, String sql, UnaryOperator<String> mask, String stays) {
        return new Kind(what, sql, null, mask, stays);
    }

    /** 张*: the first character, and nothing of the length. */
    static String name(String name) {
        return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + "*";
    }

    /** 4301**********0017. */
    static String document(String number) {
        return number.length() < 3 * CARD_TAIL
                ? "****"
                : number.substring(0, CARD_TAIL)
                        + "*".repeat(number.length() - 2 * CARD_TAIL)
                        + number.substring(number.length() - CARD_TAIL);
    }

    private static String card(String number) {
        return "****" + number.substring(Math.max(0, number.length() - CARD_TAIL));
    }

    /** What somebody else paid for may be a number of a person. */
    private static String money(String what) {
        return Masked.within(what);
    }

    /** @param whole nothing is masked */
    List<Piece> of(Msisdn number, boolean whole) {
        var pieces = new ArrayList<Piece>();
        store.read(sql -> {
            kinds.forEach(kind -> pieces.addAll(pieces(sql, kind, number, whole)));
            return pieces.size();
        });
        answers(number, whole, pieces);
        charges(number, pieces);
        return pieces;
    }

    /** Those whose texts are still there, and then the others. */
    private void answers(Msisdn number, boolean whole, List<Piece> pieces) {
        var texts = new ArrayList<Piece>();
        var others = new ArrayList<Piece>();
        for (var answer : answers.lastTo(number, 2 * PIECES_MOST + 1)) {
            var text = answer.text();
            if (text == null) {
                others.add(new Piece(
                        "message sent",
                        answer.decidedAt(),
                        answer.template() + " (" + answer.state() + ")",
                        answersStay));
            } else {
                texts.add(new Piece(
                        "text sent",
                        answer.decidedAt(),
                        (whole ? text : "*") + " (" + answer.template() + ")",
                        answersStay));
            }
        }
        pieces.addAll(cut(texts, "text sent", answersStay));
        pieces.addAll(cut(others, "message sent", answersStay));
    }

    /** All of its statements, each of a number: none may read what is held of others. */
    List<String> statements() {
        var all = new ArrayList<>(List.of(SUBSCRIPTIONS, ACCOUNTS));
        kinds.forEach(kind -> all.add(SELECT + kind.sql()));
        return all;
    }

    private List<Piece> pieces(Handle sql, Kind kind, Msisdn number, boolean whole) {
        var found = sql.createQuery(SELECT + kind.sql() + " limit " + (PIECES_MOST + 1))
                .bind("number", number.digits())
                .map((row, context) -> new Piece(
                        kind.what(),
                        row.getObject(1) == null ? null : Instant.ofEpochMilli(row.getLong(1)),
                        value(
                                kind,
                                kind.purpose() == null
                                        ? row.getString(2)
                                        : vault.unseal(row.getBytes(2), kind.purpose()),
                                row.getString(3),
                                whole),
                        kind.stays()))
                .list();
        return cut(found, kind.what(), kind.stays());
    }

    private static String value(Kind kind, String value, String about, boolean whole) {
        var shown = whole ? value : kind.mask().apply(value);
        return about.isEmpty() ? shown : shown + " (" + about + ")";
    }

    private static List<Piece> cut(List<Piece> found, String what, String stays) {
        if (found.size() <= PIECES_MOST) {
            return found;
        }
        var some = new ArrayList<>(found.subList(0, PIECES_MOST));
        some.add(new Piece(what, null, "and older ones", stays));
        return some;
    }

    private void charges(Msisdn number, List<Piece> pieces) {
        var records = new SenderIndex(store, senders).records(number.digits());
        var told = records.stream()
                .skip(Math.max(0, records.size() - PIECES_MOST))
                .map(record -> new Piece(
                        "charged message",
                        record.timing().eventAt(),
                        (record.what().command().isEmpty() ? "*" : record.what().command()) + ", "
                                + record.fee().amountLi() + " li (record " + record.number() + ")",
                        BOOKS))
                .toList();
        pieces.addAll(told);
        if (records.size() > told.size()) {
            pieces.add(new Piece("charged message", null, "and older ones: smspay billing list --msisdn", BOOKS));
        }
    }

    /** Subscriptions and accounts of a number, now and before. */
    List<Map<String, Object>> subscriptions(Msisdn number) {
        return store.read(sql -> sql.createQuery(SUBSCRIPTIONS)
                .bind("key", number.number())
                .bind("number", number.digits())
                .map((row, context) -> {
                    var shown = new LinkedHashMap<String, Object>();
                    shown.put("subscription", row.getLong(1));
                    shown.put("current", row.getBoolean(5));
                    shown.put("province", row.getString(2));
                    shown.put("brand", row.getString(3));
                    shown.put("phone", row.getString(4));
                    shown.put("accounts", accounts(sql, row.getLong(1)));
                    return (Map<String, Object>) shown;
                })
                .list());
    }

    private static List<String> accounts(Handle sql, long subscription) {
        return sql.createQuery(ACCOUNTS)
                .bind("subscription", subscription)
                .map((row, context) -> row.getLong(1) + " " + row.getString(2) + " since "
                        + ServiceDay.date(Instant.ofEpochMilli(row.getLong(3))))
                .list();
    }
}
