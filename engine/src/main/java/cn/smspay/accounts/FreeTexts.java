package cn.smspay.accounts;

import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.function.Consumer;

/** What subscribers answer in their own words: sealed, read only by an export, dropped when its time is over. Thread-safe. */
public final class FreeTexts {
    private static final Table<String, Row> TEXTS = Table.of("free_text", String.class, Row.class);
    private static final String PURPOSE = "free text";

    private final Vault vault;

    public FreeTexts(Vault vault) {
        this.vault = vault;
    }

    /** @param conversation tells which answers belong together */
    public record QuestionAsked(String dialog, String step, String conversation) {}

    /**
     * An answer.
     *
     * @param msisdn the number at the time of the export, empty if it is gone
     */
    public record FreeTextAnswer(QuestionAsked question, String msisdn, Instant at, String text) {}

    record Row(
            String key,
            SubscriptionId subscription,
            String dialog,
            String step,
            String conversation,
            Instant writtenAt,
            Instant purgeAt,
            byte[] textSealed) {}

    /** @param key the same answer has the same, however often it is kept */
    public void keep(
            Tx tx, String key, SubscriptionId who, QuestionAsked question, Secret text, Instant now, Instant purgeAt) {
        tx.put(
                TEXTS,
                new Row(
                        key,
                        who,
                        question.dialog(),
                        question.step(),
                        question.conversation(),
                        now,
                        purgeAt,
                        vault.seal(text.reveal(), PURPOSE)));
    }

    /** The answers of a dialogue, the oldest first; none whose time is over. Any thread. */
    public void read(
            Store store, String dialog, Instant from, Instant before, Instant now, Consumer<FreeTextAnswer> each) {
        store.read(sql -> {
            sql.createQuery("""
                            select t.dialog, t.step, t.conversation, t.written_at, t.text_sealed, coalesce(cast(n.msisdn as text), '')
                            from free_text t left join subscription s on s.id = t.subscription
                            left join number n on n.msisdn = cast(s.msisdn as bigint) and n.subscription = t.subscription
                            where t.dialog = :dialog and t.written_at >= :from and t.written_at < :before
                                and t.purge_at > :now
                            order by t.written_at, t.key""")
                    .bind("dialog", dialog)
                    .bind("from", from.toEpochMilli())
                    .bind("before", before.toEpochMilli())
                    .bind("now", now.toEpochMilli())
                    .map((row, context) -> new FreeTextAnswer(
                            new QuestionAsked(row.getString(1), row.getString(2), row.getString(3)),
                            row.getString(6),
                            Instant.ofEpochMilli(row.getLong(4)),
                            vault.unseal(row.getBytes(5), PURPOSE)))
                    .forEach(each);
            return 0;
        });
    }

    /** Drops what has run out, at most {@code most}. Returns how many. */
    public static int drop(Tx tx, Instant now, int most) {
        return tx.change(
                TEXTS,
                sql -> sql.createUpdate("""
                        delete from free_text where key in (
                            select key from free_text where purge_at <= :now limit :most)""")
                        .bind("now", now.toEpochMilli())
                        .bind("most", most)
                        .execute());
    }
}
