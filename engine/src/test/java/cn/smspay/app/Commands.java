package cn.smspay.app;

import cn.smspay.engine.Books;
import cn.smspay.engine.Engine;
import cn.smspay.ops.admin.Control;
import cn.smspay.ops.errand.ErrandWord;
import cn.smspay.store.Store;
import java.time.Clock;
import java.util.List;

/** Commands as tests outside this package use them. */
public final class Commands {
    private Commands() {}

    /** The engine does commands that write, as in the program. */
    public static void errands(Control control, Engine engine, Clock clock) {
        ErrandWord.register(control::register, engine, Main.commandLine().getCommandSpec(), clock);
    }

    /** What {@code ledger verify} finds. */
    public static List<String> verify(Store store) {
        return Books.verify(store);
    }
}
