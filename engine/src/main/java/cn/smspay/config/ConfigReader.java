package cn.smspay.config;

import cn.smspay.accounts.customers.AccountSettings;
import cn.smspay.accounts.customers.AccountSettings.BillSettings;
import cn.smspay.accounts.customers.AccountSettings.CalendarSettings;
import cn.smspay.accounts.customers.AccountSettings.Caps;
import cn.smspay.accounts.customers.AccountSettings.Guessing;
import cn.smspay.accounts.customers.AccountSettings.NumberSettings;
import cn.smspay.accounts.customers.AccountSettings.PinSettings;
import cn.smspay.accounts.customers.AccountSettings.WithdrawalSettings;
import cn.smspay.accounts.customers.Province;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.text.Alphabet;
import cn.smspay.base.text.Segmenter;
import cn.smspay.base.vault.MasterKey;
import cn.smspay.base.vault.WrongKey;
import cn.smspay.base.yaml.Fault;
import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.YamlFile;
import cn.smspay.books.charge.Tariffs;
import cn.smspay.config.Config.Adapter;
import cn.smspay.config.Config.LaneSettings;
import cn.smspay.config.Config.Outside;
import cn.smspay.config.Config.StoreTuning;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.files.billing.SftpTarget;
import cn.smspay.sms.DataCodings;
import cn.smspay.sms.SmsSettings;
import cn.smspay.sms.peer.Host;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.sms.smpp.StatusTable;
import cn.smspay.talk.desk.DeskSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code conf/smspay.yaml}, with what the command line and the environment say otherwise, into {@link Config}. */
public final class ConfigReader {
    private static final int VALIDITY_SECONDS_MAX = 30 * 86_400;
    private static final Pattern HOST = Pattern.compile(
            "(?:\\[([0-9a-fA-F:.]+)]|([^:\\s\\[\\]]+)|([0-9a-fA-F:]+:[0-9a-fA-F:.]*))(?::([0-9]{1,5}))?");
    /** Marks faults of the master key, which end the program as a wrong key does. */
    private static final String KEY = "master key";

    /** Redeliveries and receipts of the last days still ask for those rows. */
    private static final Duration KEEP_MIN = Duration.ofDays(7);

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
                    rules(root.section("rules")).limits(),
                    agents);
        });
    }

    private static <T> T checked(
            Path file, List<String> sets, Map<String, String> environment, Function<Section, T> reader) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new ConfigFault(List.of(file + ": cannot be read as UTF-8 text; name the file with --conf"), false);
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
            codings.put(bind.text("name", ""), codings(bind));
            responseTimes.put(bind.text("name", ""), bind.time("response_time", SmsSettings.RESPONSE_TIME));
            bind(bind).map(read -> inItsGroup(read, binds)).ifPresent(binds::add);
        }
        if (binds.isEmpty()) {
            root.wrong("smsc", "must name at least one bind that can be used");
        }
        var outside = outside(root.section("outside"));
        var lane = root.section("lane");
        var store = root.section("store");
        var billing = root.section("billing");
        var sftp = billing.has("sftp") ? BillingReader.sftp(billing.section("sftp")) : Optional.<SftpTarget>empty();
        var tariffs = BillingReader.tariffs(billing, tariffOf, root);
        var config = new Config(
                root.text("node", "smspay-1"),
                root.path("data", "var"),
                masterKey(),
                root.path("dialogs", "dialogs"),
                root.path("ivr_scripts", "ivr-scripts"),
                new DeskSettings(root.need("site"), services.get(0), tariffs),
                binds,
                sms(root.section("sms"), new LinkedHashSet<>(services), codings, responseTimes, tariffs),
                rules(root.section("rules")),
                outside,
                new LaneSettings(
                        lane.number("capacity", LaneSettings.USUAL.capacity(), 1, 10_000_000),
                        lane.number("slow_threads", LaneSettings.USUAL.slowThreads(), 1, 64)),
                new StoreTuning(
                        store.number("cache_megabytes", StoreTuning.USUAL.cacheMegabytes(), 1, 4096),
                        store.number("map_megabytes", StoreTuning.USUAL.mapMegabytes(), 0, 2047),
                        store.number("readers", StoreTuning.USUAL.readers(), 1, 64)),
                VoiceReader.read(root.section("voice")),
                BillingReader.read(billing),
                sftp,
                http(root.section("http")),
                keep(root.section("keep")));
        checkJoining(binds, config.sms().joining());
        lane.done();
        store.done();
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
                keep.number("disk_free_percent", usual.diskFreePercent(), 0, 90));
        atLeast(keep, "uplinks", read.uplinks(), KEEP_MIN);
        atLeast(keep, "answers", read.answers(), KEEP_MIN);
        keep.done();
        return read;
    }

    private static void atLeast(Section section, String key, Duration time, Duration least) {
        if (time.compareTo(least) < 0) {
            section.wrong(key, "must be at least " + least.toDays() + "d");
        }
    }

    private static Config.HttpDoor http(Section http) {
        var door = new Config.HttpDoor(
                http.text("host", "127.0.0.1"), http.has("port") ? http.number("port", 9258, 0, 65_535) : -1);
        http.done();
        return door;
    }

    private Secret masterKey() {
        var keys = root.section("keys", KEY);
        var key = keys.secret("master");
        keys.secretFile("master").filter(Files::exists).ifPresent(file -> {
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

    /** Binds to one address are binds of one SMSC, unless the file says otherwise. */
    private static SmppBindSettings inItsGroup(SmppBindSettings bind, List<SmppBindSettings> before) {
        if (bind.dialect().smsc() != null) {
            return bind;
        }
        return before.stream()
                .filter(other ->
                        other.peer().host().equalsIgnoreCase(bind.peer().host())
                                && other.peer().port() == bind.peer().port())
                .findFirst()
                .map(first -> bind.with(bind.dialect().of(first.smsc())))
                .orElse(bind);
    }

    /** What data_coding means on a bind: {@code alphabet} for 0, {@code charsets} for others. */
    private static DataCodings codings(Section bind) {
        var usual = DataCodings.of(bind.choice("alphabet", Alphabet.class, Alphabet.GSM));
        var own = new HashMap<Integer, Alphabet>();
        bind.entries("charsets").forEach((coding, name) -> {
            var alphabet = Arrays.stream(Alphabet.values())
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst();
            var value = dataCoding(coding);
            if (value.isEmpty() || alphabet.isEmpty()) {
                bind.wrong(
                        "charsets",
                        "must map values of data_coding, 1 to 255, to gsm, ascii, latin1, gbk, utf8, ucs2 or ucs2_le, not "
                                + coding + " to " + name);
            } else {
                own.put(value.get(), alphabet.get());
            }
        });
        return usual.with(own);
    }

    private static Optional<Integer> dataCoding(String text) {
        boolean known = text.matches("0x[0-9a-fA-F]{1,2}|[0-9]{1,3}");
        return Optional.of(known ? Integer.decode(text.startsWith("0x") ? text : text.replaceFirst("^0+(?=.)", "")) : 0)
                .filter(value -> value >= 1 && value <= 255);
    }

    private static Optional<SmppBindSettings> bind(Section bind) {
        int port = bind.number("port", 2775, 1, 65_535);
        var peer = new SmppBindSettings.Peer(
                bind.need("host"),
                port,
                standbys(bind, port),
                bind.number("connections", 1, 1, 64),
                bind.has("tls") ? tls(bind.section("tls")) : null,
                bind.flag("allow_plaintext_to_public_address", false));
        var systemId = bind.need("system_id");
        var password = bind.secret("password");
        var systemType = bind.text("system_type", "");
        int version = bind.read("interface_version", 0x34, ConfigReader::version, "33, 34 or 50");
        var mode = bind.choice("mode", SmppBindSettings.Mode.class, SmppBindSettings.Mode.TRANSCEIVER);
        var range = bind.text("address_range", "");
        int addressTon = bind.number("address_ton", 0, 0, 7);
        int addressNpi = bind.number("address_npi", 0, 0, 18);
        var usual = SmppBindSettings.Addressing.USUAL;
        int ton = bind.number("destination_ton", usual.destinationTon(), 0, 7);
        var addressing = new SmppBindSettings.Addressing(
                bind.number("source_ton", usual.sourceTon(), 0, 7),
                bind.number("source_npi", usual.sourceNpi(), 0, 18),
                ton,
                bind.number("destination_npi", usual.destinationNpi(), 0, 18),
                bind.text("destination_prefix", SmppBindSettings.Addressing.prefix(ton)));
        var pace = new SmppBindSettings.Pace(
                bind.number("window", 100, 1, 100_000),
                bind.number("submits_per_second", 0, 0, 999_999),
                bind.number("unanswered_max", 5_000, 1, 999_999));
        var timing = new SmppBindSettings.Timing(
                enquireLink(bind),
                (int) bind.time("response_timeout", Duration.ofSeconds(10)).toSeconds(),
                bind.number("reconnect_min_millis", 500, 1, 999_999),
                bind.number("reconnect_max_millis", 30_000, 1, 999_999),
                bind.number("proof_millis", 500, 0, 60_000),
                seconds(bind, "refused_login_pause", SmppBindSettings.REFUSED_LOGIN_SECONDS, 1, 3_600),
                seconds(bind, "return_after", SmppBindSettings.RETURN_SECONDS, 0, 86_400),
                seconds(bind, "trace_for", 0, 0, SmppBindSettings.TRACE_SECONDS_MAX));
        var submitting = submitting(bind);
        int busy = bind.read("busy_status", 0x58, Section::hex, "0x58, 0x14 or 0x64");
        Integer tag = bind.has("smsc_message_id_tlv")
                        && !bind.text("smsc_message_id_tlv", "").isEmpty()
                ? bind.read("smsc_message_id_tlv", 0, Section::hex, "a tag like 0x1401")
                : null;
        var format = bind.choice(
                "message_id_format",
                cn.smspay.sms.smpp.MessageIdFormat.class,
                cn.smspay.sms.smpp.MessageIdFormat.AS_IS);
        var name = bind.need("name");
        var smsc = bind.text("smsc", "");
        return bind.build(() -> new SmppBindSettings(
                name,
                peer,
                new SmppBindSettings.Login(
                        systemId, password, systemType, version, mode, addressTon, addressNpi, range),
                addressing,
                pace,
                timing,
                submitting,
                new SmppBindSettings.Dialect(busy, tag, format, smsc.isEmpty() ? null : smsc)));
    }

    /** Seconds; 0 for {@code off}. */
    private static int enquireLink(Section bind) {
        return bind.text("enquire_link", "").equals("off")
                ? 0
                : (int) bind.time("enquire_link", Duration.ofSeconds(30)).toSeconds();
    }

    /** {@code 3.4} is how the specification spells 0x34. */
    private static Optional<Integer> version(String text) {
        return Section.hex(text.replace(".", ""));
    }

    /** A time within limits; none at all if its least is 0. */
    private static int seconds(Section section, String key, int usual, int least, int most) {
        var time = least == 0 && section.text(key, "").equals("0s")
                ? Duration.ZERO
                : section.time(key, Duration.ofSeconds(usual));
        if (time.toSeconds() < least || time.toSeconds() > most) {
            section.wrong(key, "must be " + least + "s to " + most + "s");
            return usual;
        }
        return (int) time.toSeconds();
    }

    private static List<Host> standbys(Section bind, int port) {
        var hosts = new ArrayList<Host>();
        for (String text : bind.texts("standby_hosts")) {
            host(text, port)
                    .ifPresentOrElse(
                            hosts::add,
                            () -> bind.wrong(
                                    "standby_hosts",
                                    "holds " + text + ", which is not like 10.0.0.6 or 10.0.0.6:2775"));
        }
        return hosts;
    }

    /** A name or address, with a port or without; an IPv6 address with a port stands in brackets. */
    private static Optional<Host> host(String text, int usualPort) {
        var found = HOST.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        var name = found.group(1) != null ? found.group(1) : found.group(2) != null ? found.group(2) : found.group(3);
        int port = found.group(4) == null ? usualPort : Integer.parseInt(found.group(4));
        return port < 1 || port > 65_535 ? Optional.empty() : Optional.of(new Host(name, port));
    }

    private static SmppBindSettings.Submitting submitting(Section bind) {
        var usual = SmppBindSettings.Submitting.USUAL;
        var type = bind.text("service_type", usual.serviceType());
        if (type.length() > 5) {
            bind.wrong("service_type", "has at most 5 characters, not " + type);
            type = "";
        }
        return new SmppBindSettings.Submitting(
                type,
                bind.number("priority", usual.priority(), 0, 3),
                bind.number("protocol_id", usual.protocolId(), 0, 255),
                seconds(bind, "validity", usual.validitySeconds(), 0, VALIDITY_SECONDS_MAX),
                statuses(bind));
    }

    private static StatusTable statuses(Section bind) {
        var rules = new ArrayList<StatusTable.Rule>();
        bind.entries("statuses").forEach((codes, word) -> {
            var meaning = Arrays.stream(StatusTable.Meaning.values())
                    .filter(each -> StatusTable.words(each).equals(word))
                    .findFirst();
            if (meaning.isEmpty()) {
                bind.wrong("statuses", "may say refused, later, slow_down or bind_anew of " + codes + ", not " + word);
                return;
            }
            StatusTable.read(codes, meaning.get())
                    .ifPresentOrElse(
                            rules::add,
                            () -> bind.wrong(
                                    "statuses", "holds " + codes + ", which is no code like 0x45 or 0x400-0x4FF"));
        });
        return new StatusTable(rules);
    }

    private static SmppBindSettings.@Nullable Tls tls(Section tls) {
        var trust = tls.optionalPath("trust_store");
        var trustPassword = optionalSecret(tls, "trust_store_password");
        var keys = tls.optionalPath("key_store");
        var keysPassword = optionalSecret(tls, "key_store_password");
        var versions = tls.texts("versions");
        var name = tls.text("expected_name", "");
        boolean check = tls.flag("check_host_name", true);
        return tls.build(() -> new SmppBindSettings.Tls(
                        trust, trustPassword, keys, keysPassword, versions, name.isEmpty() ? null : name, check))
                .orElse(null);
    }

    private static @Nullable Secret optionalSecret(Section section, String key) {
        return section.has(key + "_file") || section.has(key + "_env") ? section.secret(key) : null;
    }

    /** A peer of version 3.3 knows no message_payload (SMPP 3.4 §3.3); parts told apart by SAR become headers there. */
    private void checkJoining(List<SmppBindSettings> binds, Segmenter.Joining joining) {
        for (var bind : binds) {
            if (joining == Segmenter.Joining.PAYLOAD && !bind.knowsOptionalParameters()) {
                root.wrong(
                        "smsc",
                        "has the bind " + bind.name()
                                + " with interface_version 33, which knows no payload: sms.joining"
                                + " must be user_data_header or sar");
            }
        }
    }

    private static SmsSettings sms(
            Section sms,
            Set<ServiceNumber> services,
            Map<String, DataCodings> codings,
            Map<String, Duration> responseTimes,
            Tariffs tariffs) {
        if (sms.has("charge_li")) {
            sms.text("charge_li", "");
            sms.wrong(
                    "charge_li",
                    "is retired: give the fee as a row of billing.tariffs, with the day from which it holds");
        }
        var usual = SmsSettings.of(services.iterator().next());
        var settings = new SmsSettings(
                services,
                codings,
                sms.time("retry_horizon", usual.retryHorizon()),
                sms.time("parts_for", usual.partsFor()),
                tariffs,
                sms.flag("charge_parts", usual.chargeParts()),
                sms.number("help_per_hour", usual.helpPerHour(), 0, 3600),
                sms.number("uplinks_per_minute", usual.uplinksPerMinute(), 1, 100_000),
                sms.choice("joining", Segmenter.Joining.class, usual.joining()),
                sms.choice("receipts", SmsSettings.Receipts.class, usual.receipts()),
                sms.number("send_tries", usual.sendTries(), 1, 100),
                sms.time("resend_after", usual.resendAfter()),
                sms.number("outbox_in_memory", usual.outboxInMemory(), 10, 999_999),
                responseTimes,
                sms.time("outbox_patience", usual.outboxPatience()));
        sms.done();
        return settings;
    }

    private static AccountSettings rules(Section rules) {
        var usual = AccountSettings.defaults();
        var prefixes = rules.texts("own_prefixes");
        var asked = rules.has("pay_password_for")
                ? Set.copyOf(rules.texts("pay_password_for"))
                : Set.of("close", "withdraw", "bill");
        for (String each : asked) {
            if (!Set.of("close", "withdraw", "bill", "top_up").contains(each)) {
                rules.wrong("pay_password_for", "may hold close, withdraw, bill and top_up, not " + each);
            }
        }
        var settings = new AccountSettings(
                new NumberSettings(
                        prefixes.isEmpty() ? usual.numbers().prefixes() : prefixes,
                        rules.flag("adopt_unknown_numbers", usual.numbers().adoptUnknown()),
                        rules.read(
                                "adopted_province",
                                usual.numbers().adoptedProvince(),
                                Province::read,
                                "a province like 湖南")),
                new PinSettings(
                        asked.contains("close"),
                        asked.contains("withdraw"),
                        asked.contains("bill"),
                        asked.contains("top_up")),
                new WithdrawalSettings(
                        rules.yuan("withdraw_min", usual.withdrawal().min()),
                        yuan(rules, "withdraw_max"),
                        rules.number("withdrawals_in_a_row", usual.withdrawal().inARow(), 1, 1000),
                        rules.flag("refund_restores_counter", usual.withdrawal().refundRestores())),
                new BillSettings(
                        rules.yuan("bill_max", usual.bill().max()),
                        provinces(rules, "bill_test_provinces", usual.bill().testProvinces()),
                        provinces(rules, "bill_closed_provinces", usual.bill().closedProvinces()),
                        // The one time that may be none at all.
                        rules.text("bill_repeat_window", "").equals("0s")
                                ? Duration.ZERO
                                : rules.time("bill_repeat_window", usual.bill().repeatWindow()),
                        rules.time("bill_patience", usual.bill().patience()),
                        usual.bill().lookAgainMax()),
                new CalendarSettings(days(rules, "holidays"), days(rules, "working_weekends")),
                new Caps(yuan(rules, "withdraw_per_day"), yuan(rules, "bill_per_day"), yuan(rules, "purchase_per_day")),
                rules.text("agreement", usual.agreement()),
                rules.flag("voice_opening", usual.voiceOpening()),
                new Guessing(
                        rules.number("guessing_numbers", usual.guessing().numbers(), 0, 20_000),
                        rules.time("guessing_window", usual.guessing().window())));
        rules.done();
        return settings;
    }

    /** An amount that there need not be. */
    private static @Nullable Fen yuan(Section rules, String key) {
        return rules.has(key) ? rules.yuan(key, Fen.ZERO) : null;
    }

    private static Set<Province> provinces(Section rules, String key, Set<Province> usual) {
        if (!rules.has(key)) {
            return usual;
        }
        var provinces = new LinkedHashSet<Province>();
        for (String name : rules.texts(key)) {
            Province.read(name)
                    .ifPresentOrElse(
                            provinces::add, () -> rules.wrong(key, "holds " + name + ", which is no province"));
        }
        return provinces;
    }

    private static Set<Integer> days(Section rules, String key) {
        var days = new LinkedHashSet<Integer>();
        for (String day : rules.texts(key)) {
            if (day.matches("20[0-9]{2}[01][0-9][0-3][0-9]")) {
                days.add(Integer.valueOf(day));
            } else {
                rules.wrong(key, "holds " + day + ", which is not a day like 20091001");
            }
        }
        return days;
    }

    /** There is no default: a system that is not connected must be named as simulated. */
    private static Outside outside(Section outside) {
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
