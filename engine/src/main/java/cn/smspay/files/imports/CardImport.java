package cn.smspay.files.imports;

import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Sealed;
import cn.smspay.accounts.payments.CardStock;
import cn.smspay.accounts.payments.CardStock.Card;
import cn.smspay.accounts.payments.RechargeCards;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Tx;
import java.util.List;
import java.util.Optional;

/** Recharge cards as their issuer delivers them. */
final class CardImport implements ImportKind<CardImport.Item> {
    private final CardStock stock;
    private final Vault vault;

    CardImport(CardStock stock, Vault vault) {
        this.stock = stock;
        this.vault = vault;
    }

    record Item(Card card, Secret password) {}

    @Override
    public List<String> columns() {
        return List.of("password", "serial", "face", "issuer", "expiry", "state");
    }

    @Override
    public Optional<Item> read(ImportRow row) {
        var password = row.wanted(
                "password",
                "18 digits of which the first two are 18",
                text -> Optional.of(new Secret(text))
                        .filter(s -> RechargeCards.PASSWORD.matcher(text).matches()));
        var serial = row.wanted(
                "serial",
                "17 digits of which the 6th and 7th are 18",
                text -> Optional.of(text)
                        .filter(s -> CardStock.SERIAL.matcher(s).matches()));
        var face = row.wanted(
                "face",
                "10, 20, 30, 50, 100, 200, 300 or 500",
                text -> Fen.readYuan(text).filter(CardStock.FACES::contains));
        var issuer = row.orElse("issuer", Province.HUNAN, "a province, like 湖南", Province::read);
        var expiry = row.wanted("expiry", "the last good day, like 2011-12-31", ImportRow::date);
        var state = row.orElse("state", CardState.ACTIVE, "NEW, ACTIVE, FROZEN or VOID", CardState::readUnused);
        if (password.isEmpty()
                || serial.isEmpty()
                || face.isEmpty()
                || issuer.isEmpty()
                || expiry.isEmpty()
                || state.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Item(new Card(serial.get(), face.get(), issuer.get(), state.get(), expiry.get()), password.get()));
    }

    @Override
    public List<Object> keys(Item item) {
        return List.of(item.card().serial(), vault.keyedHash(item.password(), Sealed.RECHARGE_CARD));
    }

    @Override
    public RowOutcome write(Tx tx, Item item) {
        return switch (stock.deliver(tx, item.card(), item.password())) {
            case NEW -> RowOutcome.ADDED;
            case SAME -> RowOutcome.SAME;
            case OTHER_PARTICULARS ->
                throw new ImportRefused("the card is in stock with another serial, face, issuer or expiry");
            case SERIAL_TAKEN -> throw new ImportRefused("the serial is in stock with another password");
        };
    }
}
