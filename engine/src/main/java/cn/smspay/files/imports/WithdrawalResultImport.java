package cn.smspay.files.imports;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.payments.WithdrawalResults.Result;
import cn.smspay.store.Tx;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What banks made of withdrawals, as their files say (R 4.5); the engine books it and tells the customers. */
final class WithdrawalResultImport implements ImportKind<WithdrawalResultImport.Item> {
    private static final Pattern ORDER = Pattern.compile("[0-9]{1,18}");

    private final Accounts accounts;
    private final Clock clock;

    WithdrawalResultImport(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    record Item(String order, Result result, Optional<String> reason) {}

    @Override
    public List<String> columns() {
        return List.of("order", "result", "reason");
    }

    @Override
    public Optional<Item> read(ImportRow row) {
        var order = row.wanted(
                "order",
                "the number of the withdrawal, in digits",
                text -> Optional.of(text).filter(s -> ORDER.matcher(s).matches()));
        var result = row.wanted("result", "PAID or RETURNED", WithdrawalResultImport::result);
        return order.isPresent() && result.isPresent()
                ? Optional.of(new Item(order.get(), result.get(), row.text("reason")))
                : Optional.empty();
    }

    private static Optional<Result> result(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "PAID" -> Optional.of(Result.PAID);
            case "RETURNED" -> Optional.of(Result.RETURNED);
            default -> Optional.empty();
        };
    }

    @Override
    public List<Object> keys(Item item) {
        return List.of(item.order());
    }

    @Override
    public RowOutcome write(Tx tx, Item item) {
        return switch (accounts.withdrawalRounds()
                .hand(tx, item.order(), item.result(), item.reason().orElse(null), clock.instant())) {
            case NEWS -> RowOutcome.ADDED;
            case KNOWN -> RowOutcome.SAME;
            case UNKNOWN_ORDER -> throw new ImportRefused("no withdrawal of ours has this number, ask the bank");
            case CONTRADICTS -> throw new ImportRefused("the bank said otherwise before, ask it which is right");
        };
    }
}
