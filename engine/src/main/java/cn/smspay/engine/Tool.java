package cn.smspay.engine;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.payments.OutsideSystems;
import cn.smspay.accounts.wallet.NoCardKeys;
import cn.smspay.accounts.wallet.WalletParts;
import cn.smspay.accounts.wallet.WalletSettings;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.vault.MasterKey;
import cn.smspay.base.vault.Vault;
import cn.smspay.base.vault.WrongKey;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.outside.simulator.NoBillSystem;
import cn.smspay.outside.simulator.SimulatedRegistry;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a command needs that works on the database, in its engine or without one. Talks to nothing outside. */
public record Tool(Store store, Lane lane, Vault vault, Accounts accounts, Clock clock, boolean borrowed)
        implements AutoCloseable {
    private static final WalletParts.Setup NO_CARDS = new WalletParts.Setup(new NoCardKeys(), WalletSettings.USUAL);

    /** The engine's own parts: closing them is the engine's. */
    public static Tool of(Engine engine) {
        return new Tool(engine.store(), engine.lane(), engine.vault(), engine.accounts(), engine.clock(), true);
    }

    /**
     * Of a database that no engine works on.
     *
     * @param data the folder with the database; the demo's if none is named
     * @param keyFile the master key; the one in the data folder if none is named
     */
    public static Tool open(@Nullable Path data, @Nullable Path keyFile) {
        return open(data, keyFile, NO_CARDS);
    }

    /** For a command that only looks, beside an engine or without one. */
    public static Tool look(@Nullable Path data, @Nullable Path keyFile) {
        return open(data, keyFile, NO_CARDS, StoreSettings::tool);
    }

    /** The same for what deals with the wallets' cards. */
    public static Tool open(@Nullable Path data, @Nullable Path keyFile, WalletParts.Setup wallets) {
        return open(data, keyFile, wallets, StoreSettings::engine);
    }

    private static Tool open(
            @Nullable Path data,
            @Nullable Path keyFile,
            WalletParts.Setup wallets,
            Function<Path, StoreSettings> settings) {
        var folder = data == null ? Home.find().resolve("var") : data;
        var key = keyFile == null ? folder.resolve("master.key") : keyFile;
        if (!Files.isDirectory(folder)) {
            throw new Exit.Refused("there is no folder " + folder + "; name it with --data");
        }
        if (!Files.isReadable(key)) {
            throw new WrongKey("the master key " + key + " cannot be read; name it with --key-file");
        }
        MasterKey master;
        try {
            master = MasterKey.read(key);
        } catch (IOException | IllegalArgumentException e) {
            throw new WrongKey("the master key " + key + " cannot be used: " + e.getMessage());
        }
        var clock = Clock.system(ServiceDay.ZONE);
        var store = Store.open(settings.apply(folder.resolve(StoreSettings.FILE)));
        Vault vault;
        try {
            vault = KeyRing.open(store, master, clock.instant());
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        var lane = new Lane(store, 100, 1);
        return new Tool(store, lane, vault, accounts(store, lane, vault, clock, wallets), clock, false);
    }

    private static Accounts accounts(Store store, Lane lane, Vault vault, Clock clock, WalletParts.Setup wallets) {
        return new Accounts(store, lane, vault, AccountSettings.defaults(), outside(clock), wallets);
    }

    /** The same database and lane, and cards that are proved with other keys. Closing it is closing this one. */
    public Tool with(WalletParts.Setup wallets) {
        return new Tool(store, lane, vault, accounts(store, lane, vault, clock, wallets), clock, borrowed);
    }

    /** Nobody: no call goes out and nobody is told. */
    private static OutsideSystems outside(Clock clock) {
        return new OutsideSystems(
                new NoBillSystem(),
                payOut -> {},
                new SimulatedRegistry(),
                (tx, who, notice, values, now) -> {},
                what -> {},
                clock,
                Surroundings.real().random());
    }

    @Override
    public void close() {
        if (!borrowed) {
            lane.close();
            store.close();
        }
    }
}
