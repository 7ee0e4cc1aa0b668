package cn.smspay.accounts.merchants;

import cn.smspay.accounts.merchants.Verdict.Hindrance;
import cn.smspay.accounts.payments.Merchants;
import cn.smspay.accounts.payments.Merchants.Merchant;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where merchants stand (R 4.13): applied, live, suspended, closed. Thread-safe. */
public final class Profiles {
    /** Merchants that sell at the same time. */
    private static final int REMEMBERED = 1_000;

    private static final Table<String, Row> PROFILE = Table.cached("merchant_profile", String.class, Row.class, REMEMBERED);

    private final Merchants merchants;

    public Profiles(Merchants merchants) {
        this.merchants = merchants;
    }

    /** Only a live one may be paid. */
    public enum State {
        APPLIED,
        LIVE,
        SUSPENDED,
        CLOSED;

        /** Whether a merchant may go from here to there. */
        boolean leadsTo(State next) {
            return switch (this) {
                case APPLIED, SUSPENDED -> next == LIVE || next == CLOSED;
                case LIVE -> next == SUSPENDED || next == CLOSED;
                case CLOSED -> false;
            };
        }
    }

    record Row(
            String merchant,
            State state,
            @Nullable String notifyUrl,
            @Nullable String returnUrl,
            Instant changedAt) {}

    /**
     * A merchant as its own pages show it.
     *
     * @param notifyUrl where its program is told; null if it only asks
     */
    public record Profile(
            String id,
            String name,
            State state,
            @Nullable String notifyUrl,
            @Nullable String returnUrl) {}

    /** A merchant that was only imported has no row of its own here. */
    public Optional<Profile> find(Tx tx, String id) {
        return merchants
                .find(tx, id)
                .map(known -> tx.find(PROFILE, id)
                        .map(row -> new Profile(id, known.name(), row.state(), row.notifyUrl(), row.returnUrl()))
                        .orElseGet(() -> new Profile(
                                id, known.name(), known.live() ? State.LIVE : State.SUSPENDED, null, null)));
    }

    /** All merchants by id; at most so many, after this one. */
    public List<Profile> all(Tx tx, String after, int most) {
        return merchants.after(tx, after, most).stream()
                .flatMap(known -> find(tx, known.id()).stream())
                .toList();
    }

    /** A new merchant, not yet live; one of that id must not be there. */
    public Verdict<Profile> apply(Tx tx, String id, String name, Instant now) {
        if (merchants.find(tx, id).isPresent()) {
            return Verdict.not(Hindrance.NUMBER_TAKEN);
        }
        merchants.put(tx, new Merchant(id, name, false));
        tx.put(PROFILE, new Row(id, State.APPLIED, null, null, now));
        return Verdict.done(new Profile(id, name, State.APPLIED, null, null));
    }

    public Verdict<Profile> move(Tx tx, String id, State to, Instant now) {
        var found = find(tx, id);
        if (found.isEmpty()) {
            return Verdict.not(Hindrance.UNKNOWN_MERCHANT);
        }
        var profile = found.get();
        if (!profile.state().leadsTo(to)) {
            return Verdict.not(Hindrance.STATE, "state", profile.state().name());
        }
        merchants.put(tx, new Merchant(id, profile.name(), to == State.LIVE));
        return put(tx, new Profile(id, profile.name(), to, profile.notifyUrl(), profile.returnUrl()), now);
    }

    /** Where its program is told, and where its customers go back to. */
    public Verdict<Profile> addresses(
            Tx tx, String id, @Nullable String notifyUrl, @Nullable String returnUrl, Instant now) {
        return find(tx, id)
                .map(known -> put(tx, new Profile(id, known.name(), known.state(), notifyUrl, returnUrl), now))
                .orElseGet(() -> Verdict.not(Hindrance.UNKNOWN_MERCHANT));
    }

    private static Verdict<Profile> put(Tx tx, Profile profile, Instant now) {
        tx.put(PROFILE, new Row(profile.id(), profile.state(), profile.notifyUrl(), profile.returnUrl(), now));
        return Verdict.done(profile);
    }
}
