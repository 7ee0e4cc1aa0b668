package cn.smspay.files.imports;

import cn.smspay.accounts.payments.WithdrawalResults.Result;
import cn.smspay.accounts.payments.WithdrawalRounds;
import cn.smspay.base.OrderId;
import cn.smspay.store.Tx;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** What banks made of withdrawals, as their files say (R 4.5); the engine books it and tells the customers. */
final class WithdrawalResultImport implements ImportKind<WithdrawalResultImport.Item> {
    private static final Pattern ORDER = Pattern.compile("[0-9]{1,18}");
    private static final String STATUS = "select status from withdrawal_order where id = :id";

    private final Clock clock;

    WithdrawalResultImport(Clock clock) {
        this.clock = clock;
    }

    record Item(OrderId order, Result result, Optional<String> reason) {}

    @Override
    public List<String> columns() {
        return List.of("order", "result", "reason");
    }

    @Override
    public Optional<Item> read(ImportRow row) {
        var order = row.wanted(
                "order",
                "the number of the withdrawal, in digits",
                text -> Optional.of(text)
                        .filter(s -> ORDER.matcher(s).matches())
                        .map(s -> new OrderId(Long.parseLong(s))));
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
    public Object key(Item item) {
        return item.order();
    }

    @Override
    public void compare(Handle sql, ImportRow row, Item item) {
        var status = sql.createQuery(STATUS)
                .bind("id", item.order().value())
                .mapTo(String.class)
                .findOne();
        if (status.isEmpty()) {
            row.fault("order " + item.order() + " is no withdrawal of ours; ask the bank which one it means");
        } else if (!status.get().equals("SUBMITTED")
                && !status.get().equals(item.result().name())) {
            row.fault("withdrawal " + item.order() + " was reported as " + status.get()
                    + " before; ask the bank which is right and leave the line out until then");
        }
    }

    @Override
    public boolean write(Tx tx, Item item) {
        return WithdrawalRounds.hand(
                tx, item.order(), item.result(), item.reason().orElse(null), clock.instant());
    }
}
