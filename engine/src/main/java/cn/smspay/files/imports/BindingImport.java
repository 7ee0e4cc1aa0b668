package cn.smspay.files.imports;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.Bank;
import cn.smspay.accounts.customers.BankCards;
import cn.smspay.accounts.customers.Documents;
import cn.smspay.accounts.customers.Names;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Sealed;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Tx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Bank cards to be bound to accounts. */
final class BindingImport implements ImportKind<BindingImport.Item> {
    private static final String ACCOUNT = """
            select h.name_sealed as holder, a.tail, s.binding_month, s.bindings
            from number n join subscription s on s.id = n.subscription join account a on a.no = s.account
            left join holder h on h.account = a.no
            where n.msisdn = :msisdn and a.status = 'OPEN'
            """;

    private final Accounts accounts;
    private final Vault vault;
    private final Clock clock;

    BindingImport(Accounts accounts, Vault vault, Clock clock) {
        this.accounts = accounts;
        this.vault = vault;
        this.clock = clock;
    }

    record Item(Msisdn msisdn, Bank bank, Secret number, Secret holder) {
        String tail() {
            return number.reveal().substring(number.reveal().length() - 4);
        }
    }

    private record Found(byte @Nullable [] holder, @Nullable String tail, int bindingMonth, int bindings) {}

    @Override
    public List<String> columns() {
        return List.of("msisdn", "bank", "number", "holder");
    }

    @Override
    public Optional<Item> read(ImportRow row) {
        var msisdn = row.msisdn();
        var bank = row.wanted("bank", "one of the 14 banks, like 工商银行 or ICBC", Bank::read);
        var number = row.wanted(
                "number",
                "15 to 19 digits of which the last is a check digit",
                text -> Optional.of(new Secret(text)).filter(s -> Documents.isBankCard(text)));
        var holder = row.wanted("holder", "the name on the card", text -> Optional.of(new Secret(text)));
        return msisdn.isPresent() && bank.isPresent() && number.isPresent() && holder.isPresent()
                ? Optional.of(new Item(msisdn.get(), bank.get(), number.get(), holder.get()))
                : Optional.empty();
    }

    @Override
    public Object key(Item item) {
        return item.msisdn();
    }

    @Override
    public void compare(Handle sql, ImportRow row, Item item) {
        var found = sql.createQuery(ACCOUNT)
                .bind("msisdn", item.msisdn().digits())
                .map((account, c) ->
                        new Found(account.getBytes(1), account.getString(2), account.getInt(3), account.getInt(4)))
                .findOne();
        found.ifPresentOrElse(
                account -> compare(account, row, item),
                () -> row.fault(item.msisdn() + " has no account; open one first"));
    }

    private void compare(Found account, ImportRow row, Item item) {
        if (account.holder() == null) {
            row.fault("the account of " + item.msisdn() + " is not a real-name account; upgrade it first");
        } else if (!vault.unseal(account.holder(), Sealed.NAME)
                .equals(Names.normal(item.holder().reveal()))) {
            row.fault("holder is not the holder of the account of " + item.msisdn());
        } else if (account.tail() != null && !account.tail().equals(item.tail())) {
            row.fault("the account of " + item.msisdn() + " has another card bound; unbind that one first");
        } else if (account.tail() == null
                && BankCards.isUsedUp(account.bindingMonth(), account.bindings(), clock.instant())) {
            row.fault(item.msisdn() + " has bound cards three times this month; wait for the next month");
        }
    }

    @Override
    public boolean write(Tx tx, Item item) {
        var who = accounts.subscribers().find(tx, item.msisdn()).orElseThrow().id();
        return accounts.bankCards()
                .bind(tx, who, item.bank(), item.number(), item.holder(), clock.instant())
                .fold(bound -> true, refusal -> accept(item, refusal));
    }

    /** A card that is bound already is left; anything else was not to be seen before, and stops the whole file. */
    private static boolean accept(Item item, Refusal refusal) {
        if (refusal.reason() == Refusal.Reason.ALREADY_BOUND) {
            return false;
        }
        throw new ImportRefused("cannot bind the card of " + item.msisdn() + ": " + refusal.reason());
    }
}
