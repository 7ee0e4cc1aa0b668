package cn.smspay.app;

import cn.smspay.accounts.BillSystem;
import java.util.function.Consumer;

/** For commands, which pay no bills. */
final class NoBillSystem implements BillSystem {
    @Override
    public void submit(Bill bill, Consumer<Verdict> answer) {
        throw new IllegalStateException("a command pays no bills");
    }

    @Override
    public void inquire(Bill bill, Consumer<Verdict> answer) {
        throw new IllegalStateException("a command asks after no bills");
    }
}
