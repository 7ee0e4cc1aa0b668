package cn.smspay.accounts.wallet;

import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.life.Lifecycle;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.accounts.payments.Merchants;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import java.time.Clock;

/** The parts of this room, put together. Thread-safe; what takes a transaction runs in its thread. */
public final class WalletParts {
    private final Wallets wallets;
    private final WalletLoads loads;
    private final PosBatches batches;
    private final WalletRounds rounds;
    private final WalletViews views;

    /** What the room needs of others. */
    public record Needs(
            Store store,
            Lane lane,
            Ledger ledger,
            Subscribers subscribers,
            Passwords passwords,
            Lifecycle lifecycle,
            Merchants merchants,
            Notices notices,
            Clock clock) {}

    /** What differs from place to place. */
    public record Setup(CardKeys keys, WalletSettings settings) {}

    public WalletParts(Needs needs, Setup setup) {
        var ledger = needs.ledger();
        var settling = new Settling(ledger, needs.notices());
        var contacts = new Contacts(setup.keys(), settling);
        var closings = new WalletClosings(ledger, needs.lifecycle(), needs.notices(), settling);
        wallets = new Wallets(needs.subscribers(), needs.notices(), setup.keys(), settling, contacts, closings);
        loads = new WalletLoads(
                needs.subscribers(), needs.passwords(), ledger, needs.notices(), setup.keys(), settling, contacts);
        batches = new PosBatches(
                needs.store(),
                needs.lane(),
                setup.keys(),
                needs.merchants(),
                new PosPosting(ledger, needs.lifecycle(), settling, closings),
                needs.clock());
        rounds = new WalletRounds(closings, setup.settings());
        views = new WalletViews(wallets, ledger);
    }

    public Wallets wallets() {
        return wallets;
    }

    public WalletLoads loads() {
        return loads;
    }

    public PosBatches batches() {
        return batches;
    }

    public WalletRounds rounds() {
        return rounds;
    }

    public WalletViews views() {
        return views;
    }
}
