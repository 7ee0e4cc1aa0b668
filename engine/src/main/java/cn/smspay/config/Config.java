package cn.smspay.config;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.wallet.WalletParts;
import cn.smspay.base.Secret;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.files.billing.SftpTarget;
import cn.smspay.sms.SmsSettings;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.store.dialect.DatabaseServer;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.talk.desk.DeskSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All settings, checked.
 *
 * @param node names this engine in billing files
 * @param data folder of the database and of the files that the engine writes
 * @param billing how charge records become files, delivered to the folder {@code billing} below {@code data}
 * @param sftp where billing files are sent on to, if anywhere
 * @param masterKey seals and hashes, 64 hexadecimal digits
 */
public record Config(
        String node,
        Path data,
        Secret masterKey,
        Path dialogs,
        Path ivrScripts,
        DeskSettings desk,
        List<SmppBindSettings> binds,
        SmsSettings sms,
        AccountSettings rules,
        OutsideConfig outside,
        LaneSettings lane,
        StoreTuning store,
        VoiceConfig voice,
        BillingSettings billing,
        Optional<SftpTarget> sftp,
        HttpDoor http,
        DoorsConfig doors,
        Keep keep,
        Logging logging) {

    public Config with(List<SmppBindSettings> otherBinds, SmsSettings otherSms) {
        return changed(otherBinds, otherSms, store, voice, doors, desk, http, logging);
    }

    public Config with(VoiceConfig otherVoice) {
        return changed(binds, sms, store, otherVoice, doors, desk, http, logging);
    }

    public Config with(StoreTuning otherStore) {
        return changed(binds, sms, otherStore, voice, doors, desk, http, logging);
    }

    public Config with(DoorsConfig otherDoors) {
        return changed(binds, sms, store, voice, otherDoors, desk, http, logging);
    }

    public Config with(DeskSettings otherDesk) {
        return changed(binds, sms, store, voice, doors, otherDesk, http, logging);
    }

    public Config with(Logging otherLogging) {
        return changed(binds, sms, store, voice, doors, desk, http, otherLogging);
    }

    public Config with(HttpDoor otherHttp) {
        return changed(binds, sms, store, voice, doors, desk, otherHttp, logging);
    }

    private Config changed(
            List<SmppBindSettings> binds,
            SmsSettings sms,
            StoreTuning store,
            VoiceConfig voice,
            DoorsConfig doors,
            DeskSettings desk,
            HttpDoor http,
            Logging logging) {
        return new Config(
                node,
                data,
                masterKey,
                dialogs,
                ivrScripts,
                desk,
                binds,
                sms,
                rules,
                outside,
                lane,
                store,
                voice,
                billing,
                sftp,
                http,
                doors,
                keep,
                logging);
    }

    /** What stands in for each system outside. */
    public record OutsideConfig(Adapter billSystem, Adapter bank, Adapter registry, WalletParts.Setup wallet) {
        /** Whether no real system is behind it, which the pages must say. */
        public boolean isSimulated() {
            return billSystem == Adapter.SIMULATED && bank == Adapter.SIMULATED && registry == Adapter.SIMULATED;
        }
    }

    /** The adapters that this program has. */
    public enum Adapter {
        SIMULATED,
        /** Its answers are handed in as files, which only banks do. */
        FILES
    }

    /**
     * @param capacity inputs that may wait for the writer
     * @param slowThreads threads that hash passwords
     */
    public record LaneSettings(int capacity, int slowThreads) {
        /** Half of the processors hash at most: hashing must not keep the writer off its own. */
        public static final LaneSettings USUAL =
                new LaneSettings(20_000, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /** See {@link StoreSettings}. */
    public record StoreTuning(
            int cacheMegabytes,
            int mapMegabytes,
            int readers,
            @Nullable DatabaseServer server) {
        public static final StoreTuning USUAL = new StoreTuning(
                StoreSettings.CACHE_MEGABYTES, StoreSettings.MAP_MEGABYTES, StoreSettings.READERS, null);

        /** Of SQLite. */
        public StoreTuning(int cacheMegabytes, int mapMegabytes, int readers) {
            this(cacheMegabytes, mapMegabytes, readers, null);
        }

        /** The same on a server, if there is one. */
        public StoreTuning on(@Nullable DatabaseServer other) {
            return new StoreTuning(cacheMegabytes, mapMegabytes, readers, other);
        }
    }

    /**
     * How long rows are kept that nobody needs any more, and what is left to the disk. An inbox row stays at least as long as
     * its charge record, an answer until it is decided.
     *
     * @param quarantineMegabytes beyond that the oldest go, whatever their age
     * @param diskFreePercent below that share of free disk the health says so
     */
    public record Keep(
            Duration uplinks,
            Duration answers,
            Duration calls,
            Duration quarantine,
            int quarantineMegabytes,
            int diskFreePercent,
            AfterClosing afterClosing) {
        public static final Keep USUAL =
                new Keep(Duration.ofDays(180), Duration.ofDays(90), Duration.ofDays(180), Duration.ofDays(30), 100, 10);

        /** Former customers are forgotten at the usual times. */
        public Keep(
                Duration uplinks,
                Duration answers,
                Duration calls,
                Duration quarantine,
                int quarantineMegabytes,
                int diskFreePercent) {
            this(uplinks, answers, calls, quarantine, quarantineMegabytes, diskFreePercent, AfterClosing.USUAL);
        }
    }

    /**
     * How long personal data outlives its account. Five years is what the rules against money laundering want of names, documents
     * and bank cards; call records and texts go no later than those of other people.
     *
     * @param names with login names
     * @param documents with security questions
     * @param bankCards with their branches, and the numbers in orders that are settled
     */
    public record AfterClosing(Duration names, Duration documents, Duration bankCards, Duration calls, Duration texts) {
        private static final Duration FIVE_YEARS = Duration.ofDays(1826);
        public static final AfterClosing USUAL =
                new AfterClosing(FIVE_YEARS, FIVE_YEARS, FIVE_YEARS, Duration.ofDays(180), Duration.ofDays(90));
    }

    /**
     * How the engine logs.
     *
     * @param json one JSON object an event instead of a line of text
     * @param levels of parts of the program, like {@code sms.smpp}
     */
    public record Logging(boolean json, Map<String, String> levels) {
        public static final Logging USUAL = new Logging(false, Map.of());

        public Logging {
            levels = Map.copyOf(levels);
        }
    }

    /**
     * Health and figures.
     *
     * @param port on this host, -1 for none, 0 to let the system choose
     * @param consolePort of the operator's page, on loopback; the same
     */
    public record HttpDoor(String host, int port, int consolePort) {
        /** Without the operator's page. */
        public HttpDoor(String host, int port) {
            this(host, port, -1);
        }
    }
}
