package cn.smspay.accounts;

import cn.smspay.store.Store;
import java.time.Instant;
import java.util.List;

public final class DemoStock {
    public static final String NEWCOMER = "13800000001";

    private DemoStock() {}

    public static List<String> fill(Store s, Accounts a, Instant now) {
        return List.of("cast");
    }
}
