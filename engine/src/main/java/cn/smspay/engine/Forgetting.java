package cn.smspay.engine;

import cn.smspay.accounts.customers.AccountTables;
import cn.smspay.accounts.customers.Sealed;
import cn.smspay.base.Msisdn;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.outbox.AnswerIndex;
import cn.smspay.books.outbox.Downlink;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * Wipes what is held of people who are customers no more, kind by kind, because each is kept for a time of its own. The books stay:
 * charge records, postings, orders and the audit. Thread-safe.
 */
public final class Forgetting {
    /** Answers to one number that are wiped at once; whoever has more is looked at again. */
    private static final int ANSWERS_MOST = 10_000;

    /** What is kept for a time of its own after an account is closed. */
    public enum Kind {
        NAMES,
        DOCUMENTS,
        BANK_CARDS,
        CALLS,
        TEXTS
    }

    /**
     * Whom to forget.
     *
     * @param account one that is closed; null: only what hangs on the subscription and its number
     * @param gone whether the subscription has no account any more; what hangs on it stays otherwise
     * @param until of calls and texts, which hang on the number alone, those until then
     */
    public record Former(@Nullable Long account, long subscription, Msisdn number, boolean gone, Instant until) {}

    /**
     * A statement.
     *
     * @param table whose remembered rows it changes; null if none of it are
     * @param ofPerson only if there is no account any more
     */
    private record Wipe(Kind kind, String what, @Nullable Table<?, ?> table, boolean ofPerson, String sql) {
        boolean fits(Former former) {
            return ofPerson ? former.gone() : former.account() != null;
        }

        int run(Handle handle, Former former, int blank, byte[] empty) {
            return handle.createUpdate(sql)
                    .configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(true))
                    .bind("account", former.account())
                    .bind("subscription", former.subscription())
                    .bind("number", former.number().digits())
                    .bind("until", former.until().toEpochMilli())
                    .bind("blank", blank)
                    .bind("empty", empty)
                    .execute();
        }
    }

    private static final String SETTLED =
            " where subscription = :subscription and account = :account" + " and status <> 'SUBMITTED'";

    /** The order matters: the names of an account are found by its login name. */
    private static final List<Wipe> WIPES = List.of(
            ofPerson(
                    Kind.NAMES,
                    "names",
                    AccountTables.IDENTITY,
                    "update identity set name_sealed = null where subscription = :subscription and name_sealed is not null"),
            ofAccount(
                    Kind.NAMES,
                    "names of accounts",
                    AccountTables.HOLDER,
                    "delete from holder where account = :account"),
            ofAccount(Kind.NAMES, "login names", null, "delete from login_alias where account = :account"),
            ofAccount(Kind.NAMES, "login names shown", null, "delete from account_alias where account = :account"),
            ofPerson(
                    Kind.DOCUMENTS,
                    "documents",
                    AccountTables.IDENTITY,
                    "update identity set id_number_sealed = null"
                            + " where subscription = :subscription and id_number_sealed is not null"),
            ofAccount(
                    Kind.DOCUMENTS,
                    "security questions",
                    AccountTables.SECURITY_ANSWER,
                    "delete from security_answer where account = :account"),
            ofAccount(
                    Kind.BANK_CARDS,
                    "bank cards",
                    AccountTables.BANK_CARD,
                    "delete from bank_card where account = :account"),
            ofAccount(
                    Kind.BANK_CARDS,
                    "bank branches",
                    AccountTables.CARD_BRANCH,
                    "delete from card_branch where account = :account"),
            ofAccount(
                    Kind.BANK_CARDS,
                    "bank branches of withdrawals",
                    null,
                    "delete from withdrawal_branch where withdrawal in (select id from withdrawal_order" + SETTLED
                            + ")"),
            ofAccount(
                    Kind.BANK_CARDS,
                    "bank cards of withdrawals",
                    AccountTables.WITHDRAWAL,
                    "update withdrawal_order set card_sealed = :empty" + SETTLED + " and length(card_sealed) > :blank"),
            ofPerson(
                    Kind.CALLS,
                    "callers of calls",
                    null,
                    "update call_record set caller = '' where caller = :number and started_at <= :until"),
            ofPerson(
                    Kind.TEXTS,
                    "answers to dialogues",
                    null,
                    "delete from free_text where subscription = :subscription"));

    /** A subscription of whom nothing is known must not be taken for one whose papers are complete. */
    private static final List<String> AFTER = List.of(
            "update subscription set profile_complete = 0 where id = :subscription and profile_complete <> 0 and exists"
                    + " (select 1 from identity where subscription = :subscription"
                    + " and (name_sealed is null or id_number_sealed is null))",
            "delete from identity where subscription = :subscription"
                    + " and name_sealed is null and id_number_sealed is null");

    private static final String OWNED = "select id from subscription where msisdn = :number order by id";
    private static final String HELD = "select no from account where subscription = :subscription order by no";
    private static final String CLOSED = """
            select a.no, a.subscription, s.msisdn, s.account is null, a.closed_at
            from account a join subscription s on s.id = a.subscription
            where a.closed_at is not null and a.closed_at < :before and (a.closed_at, a.no) > (:at, :no)
                and a.status = 'CLOSED'
            order by a.closed_at, a.no limit :most""";

    private final Store store;
    private final AnswerIndex answers;
    /** What stands in place of a number that must not be null. */
    private final byte[] empty;

    public Forgetting(Store store, Vault vault, AnswerIndex answers) {
        this.store = store;
        this.answers = answers;
        this.empty = vault.seal("", Sealed.BANK_CARD);
    }

    /** All that is ever asked and changed here, for whoever looks how. */
    static List<String> statements() {
        return Stream.of(WIPES.stream().map(Wipe::sql), AFTER.stream(), Stream.of(OWNED, HELD, CLOSED))
                .flatMap(Function.identity())
                .toList();
    }

    private static Wipe ofPerson(Kind kind, String what, @Nullable Table<?, ?> table, String sql) {
        return new Wipe(kind, what, table, true, sql);
    }

    private static Wipe ofAccount(Kind kind, String what, @Nullable Table<?, ?> table, String sql) {
        return new Wipe(kind, what, table, false, sql);
    }

    /** The owners of a number, now and before, with all their accounts; empty if it was never known. Any thread. */
    public List<Former> owners(Msisdn number, Instant now) {
        return store.read(sql -> {
            var owners = new ArrayList<Former>();
            var subscriptions = sql.createQuery(OWNED)
                    .bind("number", number.digits())
                    .mapTo(Long.class)
                    .list();
            for (long subscription : subscriptions) {
                owners.add(new Former(null, subscription, number, true, now));
                sql.createQuery(HELD)
                        .bind("subscription", subscription)
                        .mapTo(Long.class)
                        .forEach(no -> owners.add(new Former(no, subscription, number, true, now)));
            }
            return owners;
        });
    }

    /** Up to where closed accounts were looked at: by the time of closing, then by number. */
    record Mark(long closedAt, long account) {
        static final Mark START = new Mark(Long.MIN_VALUE, 0);
    }

    /** @param next where to go on; null if there are no more */
    record Slice(List<Former> formers, @Nullable Mark next) {}

    /** Accounts that were closed before a time, from a mark on, in the order in which they were closed. Any thread. */
    Slice closed(Mark after, Instant before, int most) {
        return store.read(sql -> {
            var marks = new ArrayList<Mark>();
            var formers = sql.createQuery(CLOSED)
                    .bind("before", before.toEpochMilli())
                    .bind("at", after.closedAt())
                    .bind("no", after.account())
                    .bind("most", most)
                    .map((row, context) -> {
                        marks.add(new Mark(row.getLong(5), row.getLong(1)));
                        return new Former(
                                row.getLong(1),
                                row.getLong(2),
                                Msisdn.read(row.getString(3)).orElseThrow(),
                                row.getBoolean(4),
                                Instant.ofEpochMilli(row.getLong(5)));
                    })
                    .list();
            return new Slice(formers, marks.isEmpty() ? null : marks.get(marks.size() - 1));
        });
    }

    /** Texts that were sent to them until then. Any thread but the writer's; it may read files. */
    public List<Downlink> texts(List<Former> formers) {
        return formers.stream()
                .filter(Former::gone)
                .flatMap(former -> answers.lastTo(former.number(), ANSWERS_MOST).stream()
                        .filter(answer ->
                                answer.text() != null && !answer.decidedAt().isAfter(former.until())))
                .distinct()
                .toList();
    }

    /**
     * Wipes one kind.
     *
     * @return how many rows of each thing
     */
    public Map<String, Integer> wipe(Tx tx, Kind kind, List<Former> formers) {
        var gone = new LinkedHashMap<String, Integer>();
        for (var wipe : WIPES) {
            if (wipe.kind() == kind) {
                int count = formers.stream()
                        .filter(wipe::fits)
                        .mapToInt(former -> run(tx, wipe, former))
                        .sum();
                gone.put(wipe.what(), count);
            }
        }
        if (kind == Kind.NAMES || kind == Kind.DOCUMENTS) {
            formers.stream().filter(Former::gone).forEach(former -> incomplete(tx, former));
        }
        return gone;
    }

    private int run(Tx tx, Wipe wipe, Former former) {
        var table = wipe.table();
        return table == null
                ? tx.query(sql -> wipe.run(sql, former, empty.length, empty))
                : tx.change(table, sql -> wipe.run(sql, former, empty.length, empty));
    }

    private static void incomplete(Tx tx, Former former) {
        for (var statement : AFTER) {
            var table = statement.startsWith("update") ? AccountTables.SUBSCRIPTION : AccountTables.IDENTITY;
            tx.change(
                    table,
                    sql -> sql.createUpdate(statement)
                            .bind("subscription", former.subscription())
                            .execute());
        }
    }
}
