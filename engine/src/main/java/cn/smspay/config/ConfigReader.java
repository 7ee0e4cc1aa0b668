package cn.smspay.config;

import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.vault.MasterKey;
import cn.smspay.base.vault.WrongKey;
import cn.smspay.base.yaml.Fault;
import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.YamlFile;
import cn.smspay.books.charge.Tariffs;
import cn.smspay.config.Config.LaneSettings;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.files.billing.SftpTarget;
import cn.smspay.sms.DataCodings;
import cn.smspay.sms.SmsSettings;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.talk.desk.DeskSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads {@code conf/smspay.yaml}, with what the command line and the environment say otherwise, into {@link Config}. */
public final class ConfigReader {
    /** Marks faults of the master key, which end the program as a wrong key does. */
    private static final String KEY = "master key";

    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

    /** Redeliveries and receipts of the last days still ask for those rows. */
    private static final Duration KEEP_MIN = Duration.ofDays(7);
    /** Whoever closes an account may come back with a question on the next day. */
    private static final Duration CLOSED_MIN = Duration.ofDays(1);

    private final Section root;

    private ConfigReader(Section root) {
        this.root = root;
    }

    /**
     * Reads all settings.
     *
     * @param sets settings of the form {@code key.of.setting=value}
     * @throws ConfigFault with every fault, if there is one
     */
    public static Config read(Path file, List<String> sets, Map<String, String> environment) {
        return checked(file, sets, environment, root -> new ConfigReader(root).config());
    }

    /** Reads the {@code billing} section alone, for commands that need nothing else. */
    public static BillingSettings billing(Path file, Map<String, String> environment) {
        return checked(file, List.of(), environment, root -> {
            var billing = root.section("billing");
            if (billing.has("sftp")) {
                BillingReader.sftp(billing.section("sftp"));
            }
            BillingReader.tariffs(billing, Map.of(), root);
            return BillingReader.read(billing);
        });
    }

    /** Reads what uplinks cost, alone. */
    public static Tariffs tariffs(Path file, Map<String, String> environment) {
        return checked(file, List.of(), environment, root -> {
            var tariffOf = new HashMap<ServiceNumber, String>();
            new ConfigReader(root).services(tariffOf);
            return BillingReader.tariffs(root.section("billing"), tariffOf, root);
        });
    }

    /** Reads what authors' files must fit, and nothing that an author may not see. */
    public static AuthorSettings authors(Path file, Map<String, String> environment) {
        return checked(file, List.of(), environment, root -> {
            var agents = new TreeMap<String, Set<String>>();
            var voice = root.section("voice");
            for (String way : List.of("sip", "agi", "vxml")) {
                if (voice.has(way)) {
                    agents.put(
                            "voice." + way, voice.section(way).lists("agents").keySet());
                }
            }
            return new AuthorSettings(
                    root.path("dialogs", "dialogs"),
                    root.path("ivr_scripts", "ivr-scripts"),
                    RulesReader.read(root.section("rules")).limits(),
                    agents);
        });
    }

    private static String unreadable(Path file) {
        if (!Files.exists(file)) {
            return file + ": there is no such file; name it with --conf, or write one: smspay init DIR";
        }
        if (Files.isDirectory(file)) {
            return file + " is a folder; name the file with --conf";
        }
        return Files.isReadable(file)
                ? file + ": cannot be read as UTF-8 text; name the file with --conf"
                : file + " may not be read by the user of this program";
    }

    private static <T> T checked(
            Path file, List<String> sets, Map<String, String> environment, Function<Section, T> reader) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new ConfigFault(List.of(unreadable(file)), false);
        }
        var faults = new Faults();
        var node = YamlFile.read(file.toString(), text, faults);
        if (node == null) {
            throw fault(faults);
        }
        node = Overrides.apply(node, environment, sets, faults);
        var folder = Optional.ofNullable(file.toAbsolutePath().getParent())
                .map(Path::getParent)
                .orElse(Path.of("/"));
        var read = reader.apply(Section.root(folder, node, faults, environment));
        if (!faults.none()) {
            throw fault(faults);
        }
        return read;
    }

    private static ConfigFault fault(Faults faults) {
        return new ConfigFault(
                faults.all().stream().map(ConfigReader::line).toList(),
                faults.all().stream().anyMatch(fault -> fault.rule().equals(KEY)));
    }

    private static String line(Fault fault) {
        var place = fault.line() > 0 ? fault.file() + ":" + fault.line() : fault.file();
        return place + ": " + fault.text();
    }

    private Config config() {
        var tariffOf = new HashMap<ServiceNumber, String>();
        var services = services(tariffOf);
        var binds = new ArrayList<SmppBindSettings>();
        var codings = new HashMap<String, DataCodings>();
        var responseTimes = new HashMap<String, Duration>();
        for (Section bind : root.sections("smsc")) {
            codings.put(bind.text("name", ""), SmscReader.codings(bind));
            responseTimes.put(bind.text("name", ""), bind.time("response_time", SmsSettings.RESPONSE_TIME));
            SmscReader.read(bind)
                    .map(read -> SmscReader.inItsGroup(read, binds))
                    .ifPresent(binds::add);
        }
        if (binds.isEmpty()) {
            root.wrong("smsc", "must name at least one bind that can be used");
        }
        var outside = OutsideReader.read(root.section("outside"), root.section("wallet"));
        var lane = root.section("lane");
        var billing = root.section("billing");
        var sftp = billing.has("sftp") ? BillingReader.sftp(billing.section("sftp")) : Optional.<SftpTarget>empty();
        var tariffs = BillingReader.tariffs(billing, tariffOf, root);
        var config = new Config(
                root.text("node", "smspay-1"),
                root.path("data", "var"),
                masterKey(),
                root.path("dialogs", "dialogs"),
                root.path("ivr_scripts", "ivr-scripts"),
                new DeskSettings(root.need("site"), services.get(0), tariffs, root.flag("watch_dialogs", false)),
                binds,
                SmsReader.read(root.section("sms"), new LinkedHashSet<>(services), codings, responseTimes, tariffs),
                RulesReader.read(root.section("rules")),
                outside,
                new LaneSettings(
                        lane.number("capacity", LaneSettings.USUAL.capacity(), 1, 10_000_000),
                        lane.number("slow_threads", LaneSettings.USUAL.slowThreads(), 1, 64)),
                StoreReader.read(root.section("store"), root.path("data", "var")),
                VoiceReader.read(root.section("voice")),
                BillingReader.read(billing),
                sftp,
                http(root.section("http")),
                DoorsReader.read(root.section("doors")),
                keep(root.section("keep")),
                logging(root.section("log")));
        SmscReader.checkJoining(root, binds, config.sms().answering().joining());
        lane.done();
        root.done();
        return config;
    }

    private static Config.Keep keep(Section keep) {
        var usual = Config.Keep.USUAL;
        var read = new Config.Keep(
                keep.time("uplinks", usual.uplinks()),
                keep.time("answers", usual.answers()),
                keep.time("calls", usual.calls()),
                keep.time("quarantine", usual.quarantine()),
                keep.number("quarantine_megabytes", usual.quarantineMegabytes(), 1, 100_000),
                keep.number("disk_free_percent", usual.diskFreePercent(), 0, 90),
                afterClosing(keep.section("after_closing")));
        atLeast(keep, "uplinks", read.uplinks(), KEEP_MIN);
        atLeast(keep, "answers", read.answers(), KEEP_MIN);
        keep.done();
        return read;
    }

    private static Config.AfterClosing afterClosing(Section closing) {
        var usual = Config.AfterClosing.USUAL;
        var read = new Config.AfterClosing(
                afterClosing(closing, "names", usual.names()),
                afterClosing(closing, "documents", usual.documents()),
                afterClosing(closing, "bank_cards", usual.bankCards()),
                afterClosing(closing, "calls", usual.calls()),
                afterClosing(closing, "texts", usual.texts()));
        closing.done();
        return read;
    }

    private static Duration afterClosing(Section closing, String key, Duration usual) {
        var time = closing.time(key, usual);
        atLeast(closing, key, time, CLOSED_MIN);
        return time;
    }

    private static Config.Logging logging(Section log) {
        var format = log.text("format", "text");
        if (!format.equals("text") && !format.equals("json")) {
            log.wrong("format", "must be text or json");
        }
        var levels = new TreeMap<String, String>();
        for (var level : log.entries("levels").entrySet()) {
            if (LEVELS.contains(level.getValue())) {
                levels.put(level.getKey(), level.getValue());
            } else {
                log.wrong(
                        "levels",
                        "says " + level.getValue() + " for " + level.getKey() + "; right would be one of "
                                + String.join(", ", LEVELS));
            }
        }
        log.done();
        return new Config.Logging(format.equals("json"), levels);
    }

    private static void atLeast(Section section, String key, Duration time, Duration least) {
        if (time.compareTo(least) < 0) {
            section.wrong(key, "must be at least " + least.toDays() + "d");
        }
    }

    private static Config.HttpDoor http(Section http) {
        var door = new Config.HttpDoor(
                http.text("host", "127.0.0.1"),
                http.has("port") ? http.number("port", 9258, 0, 65_535) : -1,
                http.has("console_port") ? http.number("console_port", 9259, 0, 65_535) : -1);
        http.done();
        return door;
    }

    private Secret masterKey() {
        var keys = root.section("keys", KEY);
        var key = keys.secret("master");
        keys.secretFile("master").filter(Files::isRegularFile).ifPresent(file -> {
            try {
                MasterKey.checkPrivate(file);
            } catch (WrongKey e) {
                keys.wrong("master_file", "is open to others than its owner; make it private: chmod 400 " + file);
            } catch (IOException e) {
                keys.wrong("master_file", "has permissions that cannot be read: " + file);
            }
        });
        keys.done();
        if (!key.reveal().isEmpty() && !key.reveal().matches("[0-9a-fA-F]{64}")) {
            keys.wrong("master_file", "does not hold a key of 64 hexadecimal digits");
        }
        return key;
    }

    private List<ServiceNumber> services(Map<ServiceNumber, String> tariffOf) {
        var services = new ArrayList<ServiceNumber>();
        for (Section.Named item : root.named("services", "number")) {
            var digits = item.name();
            if (digits.matches("[0-9]{3,20}")) {
                services.add(new ServiceNumber(digits));
                tariffOf.put(new ServiceNumber(digits), item.rest().text("tariff", Tariffs.UPLINK));
                item.rest().done();
            } else {
                root.wrong("services", "holds " + digits + ", which is not a number of 3 to 20 digits");
            }
        }
        if (services.isEmpty()) {
            root.wrong("services", "must name the numbers that this engine answers for, like [\"10658888\"]");
            services.add(new ServiceNumber("10658888"));
        }
        return services;
    }
}
