package cn.smspay.config;

import cn.smspay.accounts.wallet.NoCardKeys;
import cn.smspay.accounts.wallet.WalletParts;
import cn.smspay.accounts.wallet.WalletSettings;
import cn.smspay.config.Config.Adapter;
import cn.smspay.config.Config.OutsideConfig;

/** Reads the {@code outside} section: which systems are real. */
final class OutsideReader {
    private OutsideReader() {}

    /** There is no default: a system that is not connected must be named as simulated. */
    static OutsideConfig read(Section outside, Section wallet) {
        var read = new OutsideConfig(
                adapter(outside, "bill_system"),
                adapter(outside, "bank"),
                adapter(outside, "registry"),
                wallet(wallet));
        outside.done();
        return read;
    }

    /** The masters of cards lie in a module; those of a test are in the simulator only, for whoever knows them makes money. */
    private static WalletParts.Setup wallet(Section wallet) {
        if (wallet.has("test_masters")) {
            wallet.wrong(
                    "test_masters",
                    "is for simulators only: whoever reads it can make money; leave it out, and use the demo to try wallets");
            wallet.section("test_masters");
        }
        var settings = new WalletSettings(wallet.time("settle_cycle", WalletSettings.USUAL.settleCycle()));
        wallet.done();
        return new WalletParts.Setup(new NoCardKeys(), settings);
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
