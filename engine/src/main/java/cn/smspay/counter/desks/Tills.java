package cn.smspay.counter.desks;

import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.Till;
import cn.smspay.base.Fen;
import cn.smspay.counter.ActContext;
import cn.smspay.counter.Reply;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The tills' rows. No state of its own, so thread-safe. */
final class Tills {
    static final Table<String, TillRow> TILL = Table.of("till", String.class, TillRow.class);
    static final Table<CountKey, TillCount> COUNT = Table.of("till_count", CountKey.class, TillCount.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,16}");

    enum State {
        OPEN,
        CLOSED
    }

    enum Kind {
        OPEN,
        CLOSE
    }

    /**
     * @param clerk who counted last
     * @param counts how often it was counted
     * @param booked what the book said when it was counted
     */
    record TillRow(String name, State state, String clerk, long counts, Fen counted, Fen booked, Instant countedAt) {
        boolean isOpen() {
            return state == State.OPEN;
        }

        Fen expected(Fen bookedNow) {
            return counted.plus(bookedNow.minus(booked));
        }
    }

    record CountKey(String till, long number) {}

    record TillCount(CountKey key, Kind kind, String clerk, Instant at, Fen counted, Fen expected) {}

    private Tills() {}

    /** Like {@code HUNAN:3}. */
    static String name(Till till) {
        return till.name().isEmpty() ? till.province().name() : till.province().name() + ":" + till.name();
    }

    /** The till of a {@link #name}. */
    static Till read(String name) {
        int colon = name.indexOf(':');
        var province = Province.valueOf(colon < 0 ? name : name.substring(0, colon));
        return new Till(province, colon < 0 ? "" : name.substring(colon + 1));
    }

    static boolean isNamed(Till till) {
        return NAME.matcher(till.name()).matches();
    }

    static Optional<TillRow> find(Tx tx, Till till) {
        return tx.find(TILL, name(till));
    }

    /** The till that somebody has open. */
    static Optional<String> ofClerk(Tx tx, String clerk) {
        return tx.query(sql -> sql.createQuery("select name from till where state = 'OPEN' and clerk = :clerk")
                .bind("clerk", clerk)
                .mapTo(String.class)
                .findFirst());
    }

    /** Why the caller cannot take or give cash now, if he cannot. */
    static <T> Optional<Reply<T>> mustBeOpen(ActContext deal) {
        var till = deal.caller().till();
        if (till == null) {
            return Optional.of(Reply.refused("till-missing"));
        }
        var row = find(deal.tx(), till).filter(TillRow::isOpen).orElse(null);
        if (row == null) {
            return Optional.of(Reply.refused("till-closed"));
        }
        return row.clerk().equals(deal.caller().client())
                ? Optional.empty()
                : Optional.of(Reply.refused("other-clerk"));
    }
}
