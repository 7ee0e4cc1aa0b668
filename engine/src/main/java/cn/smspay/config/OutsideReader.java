package cn.smspay.config;

import cn.smspay.config.Config.Adapter;
import cn.smspay.config.Config.Outside;

/** Reads the {@code outside} section: which systems are real. */
final class OutsideReader {
    private OutsideReader() {}

    /** There is no default: a system that is not connected must be named as simulated. */
    static Outside read(Section outside) {
        var read = new Outside(adapter(outside, "bill_system"), adapter(outside, "bank"), adapter(outside, "registry"));
        outside.done();
        return read;
    }

    private static Adapter adapter(Section outside, String key) {
        if (!outside.has(key)) {
            outside.wrong(key, "is missing: say what stands in for this system, for instance \"simulated\"");
        }
        var adapter = outside.choice(key, Adapter.class, Adapter.SIMULATED);
        if (adapter == Adapter.FILES && !key.equals("bank")) {
            outside.wrong(key, "cannot be \"files\": only banks hand in their answers so");
        }
        return adapter;
    }
}
