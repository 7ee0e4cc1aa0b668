package cn.smspay.files.billing;

import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Waives charges, one or many, and takes waivers back: one operator proposes, another one releases (R 4.12). What was
 * written stays; each change is a record of its own in the next file, with its reason in its disposition and both names
 * beside it. Thread-safe.
 */
public final class Waivers {
    /** A proposal that nobody released for so long has lapsed (R 4.12). */
    public static final Duration LAPSES_AFTER = Duration.ofHours(72);

    /** As many as stand in one row and one transaction without holding anybody up. */
    private static final int RECORDS_MOST = 10_000;

    private static final String SERIES = "waiver_proposal";

    private final Store store;
    private final Billing billing;

    public Waivers(Store store, Billing billing) {
        this.store = store;
        this.billing = billing;
    }

    /**
     * What somebody wants to have waived, or charged again.
     *
     * @param records numbers with commas
     * @param restores whether these are waivers to be taken back
     * @param outcome RELEASED, REFUSED or LAPSED; none while it waits
     */
    public record WaiverProposal(
            long id,
            String records,
            boolean restores,
            WaiverReason reason,
            String note,
            String proposedBy,
            Instant proposedAt,
            @Nullable ProposalEnd outcome,
            @Nullable String endedBy,
            @Nullable Instant endedAt) {
        static final Table<Long, WaiverProposal> TABLE = Table.of("waiver_proposal", long.class, WaiverProposal.class);

        /** How a proposal ended. */
        public enum ProposalEnd {
            RELEASED,
            REFUSED,
            LAPSED
        }

        public List<ChargeNumber> numbers() {
            return Arrays.stream(records.split(","))
                    .map(text -> new ChargeNumber(Long.parseLong(text)))
                    .toList();
        }

        WaiverProposal ended(ProposalEnd how, @Nullable String by, Instant now) {
            return new WaiverProposal(id, records, restores, reason, note, proposedBy, proposedAt, how, by, now);
        }
    }

    record Waiver(
            ChargeNumber number,
            long proposal,
            WaiverReason reason,
            String note,
            String proposedBy,
            String releasedBy,
            Instant releasedAt) {
        static final Table<ChargeNumber, Waiver> TABLE = Table.of("charge_waiver", ChargeNumber.class, Waiver.class);
    }

    /**
     * Proposes to waive records.
     *
     * @throws IllegalArgumentException if something of it cannot be done; nothing was proposed
     */
    public WaiverProposal propose(
            List<ChargeNumber> records, WaiverReason reason, String note, String by, Instant now) {
        return propose(records, false, reason, note, by, now);
    }

    /**
     * Proposes to charge waived records again.
     *
     * @param records the waived ones, not their waivers
     * @throws IllegalArgumentException if something of it cannot be done; nothing was proposed
     */
    public WaiverProposal proposeRestoring(
            List<ChargeNumber> records, WaiverReason reason, String note, String by, Instant now) {
        return propose(records, true, reason, note, by, now);
    }

    private WaiverProposal propose(
            List<ChargeNumber> records, boolean restores, WaiverReason reason, String note, String by, Instant now) {
        return store.write(tx -> propose(tx, records, restores, reason, note, by, now));
    }

    /**
     * The same in a transaction that there is already. Nothing is written before all of it has been looked at.
     *
     * @param restores whether the records are waived ones, which are to be charged again
     */
    public WaiverProposal propose(
            Tx tx,
            List<ChargeNumber> records,
            boolean restores,
            WaiverReason reason,
            String note,
            String by,
            Instant now) {
        requireName(by);
        if (records.isEmpty() || records.size() > RECORDS_MOST) {
            throw new WaiverRefused(
                    "charges-count",
                    "a proposal names 1 to " + RECORDS_MOST + " charge records, not " + records.size());
        }
        if (new HashSet<>(records).size() < records.size()) {
            throw new WaiverRefused("charge-twice", "a charge record is named twice");
        }
        records.forEach(number -> target(tx, number, restores));
        var words = records.stream().map(ChargeNumber::toString).collect(Collectors.joining(","));
        var proposal = new WaiverProposal(
                tx.next(SERIES), words, restores, reason, note.strip(), by.strip(), now, null, null, null);
        tx.add(WaiverProposal.TABLE, proposal);
        return proposal;
    }

    /** A reason by its code. */
    public static WaiverReason reason(String code) {
        return Arrays.stream(WaiverReason.values())
                .filter(reason -> reason.name().equals(code))
                .findFirst()
                .orElseThrow(() -> new WaiverRefused(
                        "waiver-reason", "a reason is one of " + List.of(WaiverReason.values()) + ", not " + code));
    }

    /** Proposals that wait, oldest first. */
    public List<WaiverProposal> waiting(Instant now) {
        return store.read(sql -> waiting(sql, now));
    }

    /** The same in a transaction that there is already. */
    public List<WaiverProposal> waiting(Tx tx, Instant now) {
        return tx.query(sql -> waiting(sql, now));
    }

    private static List<WaiverProposal> waiting(Handle sql, Instant now) {
        return sql.createQuery("select " + String.join(", ", WaiverProposal.TABLE.columns())
                        + " from waiver_proposal where outcome is null and proposed_at > :oldest order by id")
                .bind("oldest", now.minus(LAPSES_AFTER).toEpochMilli())
                .map((row, c) -> WaiverProposal.TABLE.read(row))
                .list();
    }

    /**
     * Does what was proposed, all of it or nothing.
     *
     * @return the numbers of the records that change the amounts
     * @throws IllegalArgumentException if it cannot be released, or not by this operator
     */
    public List<ChargeNumber> release(long id, String by, Instant now) {
        return store.write(tx -> release(tx, id, by, now));
    }

    /** The same in a transaction that there is already. Nothing is written before all of it has been looked at. */
    public List<ChargeNumber> release(Tx tx, long id, String by, Instant now) {
        var found = waiting(tx, id, by, now);
        if (found.proposedBy().equals(by.strip())) {
            throw new WaiverRefused(
                    "own-proposal", "proposal " + id + " is by " + by + ": somebody else must release it");
        }
        var targets = found.numbers().stream()
                .map(number -> target(tx, number, found.restores()))
                .toList();
        var numbers = new ArrayList<ChargeNumber>();
        for (var target : targets) {
            var change = billing.correct(tx, target, 0, disposition(found), now);
            tx.add(
                    Waiver.TABLE,
                    new Waiver(change, id, found.reason(), found.note(), found.proposedBy(), by.strip(), now));
            numbers.add(change);
        }
        tx.put(WaiverProposal.TABLE, found.ended(WaiverProposal.ProposalEnd.RELEASED, by.strip(), now));
        return numbers;
    }

    /** Turns a proposal down; its proposer may do so, too. */
    public void refuse(long id, String by, Instant now) {
        store.write(tx -> {
            refuse(tx, id, by, now);
            return true;
        });
    }

    /** The same in a transaction that there is already. */
    public void refuse(Tx tx, long id, String by, Instant now) {
        tx.put(
                WaiverProposal.TABLE,
                waiting(tx, id, by, now).ended(WaiverProposal.ProposalEnd.REFUSED, by.strip(), now));
    }

    private static WaiverProposal waiting(Tx tx, long id, String by, Instant now) {
        requireName(by);
        var found = tx.find(WaiverProposal.TABLE, id)
                .orElseThrow(() -> new WaiverRefused("unknown-proposal", "there is no proposal " + id));
        if (found.outcome() != null) {
            throw new WaiverRefused("decided", "proposal " + id + " was " + found.outcome() + " by " + found.endedBy());
        }
        if (now.isAfter(found.proposedAt().plus(LAPSES_AFTER))) {
            throw new WaiverRefused(
                    "lapsed",
                    "proposal " + id + " has lapsed: it waited longer than " + LAPSES_AFTER.toHours()
                            + " hours; propose it anew");
        }
        return found;
    }

    private static void requireName(String by) {
        if (by.isBlank()) {
            throw new WaiverRefused("name-missing", "the name of the operator is wanted");
        }
    }

    private static String disposition(WaiverProposal proposal) {
        return (proposal.restores() ? "RESTORED:" : "WAIVED:") + proposal.reason();
    }

    /** The record whose amount becomes nothing: the charge itself, or the waiver that is taken back. */
    private ChargeNumber target(Tx tx, ChargeNumber number, boolean restores) {
        var record = billing.find(tx, number)
                .orElseThrow(() -> new WaiverRefused("unknown-charge", "there is no charge record " + number));
        var change = lastChange(tx, number);
        if (restores) {
            return change.filter(last -> billing.find(tx, last)
                            .filter(waiver -> waiver.what().disposition().startsWith("WAIVED:"))
                            .isPresent())
                    .orElseThrow(
                            () -> new WaiverRefused("charge-not-waived", "charge record " + number + " is not waived"));
        }
        var last = change.orElse(number);
        var open = last.equals(number) ? record : billing.find(tx, last).orElse(record);
        if (record.corrects() != null || open.what().disposition().startsWith("WAIVED:")) {
            throw record.corrects() != null
                    ? new WaiverRefused("charge-is-correction", "charge record " + number + " is a correction itself")
                    : new WaiverRefused("charge-waived", "charge record " + number + " is waived already");
        }
        if (open.fee().amountLi() == 0) {
            throw new WaiverRefused("charge-free", "charge record " + number + " costs nothing");
        }
        return last;
    }

    /** The end of the corrections that began with this record. */
    private Optional<ChargeNumber> lastChange(Tx tx, ChargeNumber number) {
        Optional<ChargeNumber> last = Optional.empty();
        for (var next = billing.correctionOf(tx, number);
                next.isPresent();
                next = billing.correctionOf(tx, next.get())) {
            last = next;
        }
        return last;
    }
}
