package cn.smspay.engine;

import cn.smspay.base.Latencies;
import cn.smspay.base.vault.MasterKey;
import cn.smspay.base.vault.Vault;
import cn.smspay.cli.Rest;
import cn.smspay.config.Config;
import cn.smspay.store.DatabaseFile;
import cn.smspay.store.Lane;
import cn.smspay.store.Pace;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.Durability;
import cn.smspay.store.sqlite.PrivateFiles;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** What every other part stands on: the database, the clock that is believed, the keys and the lane. */
final class Foundation {
    /** Longer waits for the disk are not told apart any more. */
    private static final Duration DISK_WAIT_MOST = Duration.ofSeconds(30);

    final Latencies diskWaits = new Latencies(DISK_WAIT_MOST);
    final Store store;
    final ClockGuard guard;
    final Instant since;
    final Vault vault;
    final Lane lane;

    /** @param disk what stands between the store and the disk */
    Foundation(Config config, Surroundings around, UnaryOperator<Durability> disk, OpenParts open) throws IOException {
        guard = new ClockGuard(around.clock(), around.ticker());
        PrivateFiles.keepFolder(config.data());
        if (config.store().server() == null) {
            DatabaseFile.requireNoServer(config.data().resolve(StoreSettings.FILE));
        }
        store = open.add(Store.open(
                settings(config), around.limits(), way -> new TimedDisk(disk.apply(way), diskWaits, around.nanos())));
        store.share(Pace.beside(around.nanos(), Rest::take));
        new StartGate(config).ports();
        if (around.guarded()) {
            guard.compare(store);
        }
        since = around.clock().instant();
        vault = KeyRing.open(
                store, MasterKey.of(config.masterKey().reveal()), around.clock().instant());
        lane = open.add(new Lane(
                store, around.limits(), config.lane().capacity(), config.lane().slowThreads()));
    }

    private static StoreSettings settings(Config config) {
        return new StoreSettings(
                config.data().resolve(StoreSettings.FILE),
                true,
                config.store().cacheMegabytes(),
                config.store().mapMegabytes(),
                config.store().readers(),
                config.store().server());
    }
}
