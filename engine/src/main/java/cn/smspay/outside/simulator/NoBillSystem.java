package cn.smspay.outside.simulator;

import cn.smspay.accounts.payments.BillSystem;
import java.util.function.Consumer;

/** For commands, which pay no bills. */
public final class NoBillSystem implements BillSystem {
    @Override
    public void submit(Bill bill, Consumer<PaymentVerdict> answer) {
        throw new IllegalStateException("a command pays no bills");
    }

    @Override
    public void inquire(Bill bill, Consumer<PaymentVerdict> answer) {
        throw new IllegalStateException("a command asks after no bills");
    }
}
