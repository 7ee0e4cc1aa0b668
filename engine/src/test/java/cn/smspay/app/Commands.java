package cn.smspay.app;

import cn.smspay.engine.Books;
import cn.smspay.store.Store;
import java.util.List;

/** Commands as tests outside this package use them. */
public final class Commands {
    private Commands() {}

    /** What {@code ledger verify} finds. */
    public static List<String> verify(Store store) {
        return Books.verify(store);
    }
}
