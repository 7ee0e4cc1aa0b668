package cn.smspay.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.payments.DayCaps;
import cn.smspay.base.Fen;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.text.Alphabet;
import cn.smspay.sms.SmsSettings;
import cn.smspay.sms.smpp.SmppBindSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigReaderTest {
    private static final Path SHIPPED = Path.of(System.getProperty("smspay.root", ".."), "conf", "smspay.yaml");
    private static final String KEY = "0123456789abcdef".repeat(4);
    private static final String LEAST = """
            keys:
              master_file: conf/master.key
            services: ["10658888"]
            site: www.example.com
            smsc:
              - name: main
                host: 127.0.0.1
                system_id: smspay
                password_file: conf/main.password
            outside:
              bill_system: simulated
              bank: simulated
              registry: simulated
            """;

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void writeSecrets() throws IOException {
        file = home.resolve("conf/smspay.yaml");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/master.key"), KEY + "\n");
        Files.setPosixFilePermissions(home.resolve("conf/master.key"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(home.resolve("conf/main.password"), "secret\n");
        Files.writeString(home.resolve("conf/smsc-main.password"), "secret\n");
    }

    @Test
    void theShippedFileIsInOrder() throws IOException {
        Files.copy(SHIPPED, file);

        var config = ConfigReader.read(file, List.of(), Map.of());

        assertEquals("smspay-1", config.node());
    }

    @Test
    void whatTheShippedFileShowsAsDefaultIsTheDefault() throws IOException {
        var shipped = Files.readString(SHIPPED);
        // What stands below that, for calls and deliveries, are examples as much as defaults; slow_threads is the
        // machine's.
        int voice = shipped.indexOf("# Calls.");
        var shown = shipped.substring(0, voice)
                .replaceAll(
                        "(?m)^( *)# (?=[a-z_]+: )(?!url: jdbc|user: smspay|password_file: conf/postgres|slow_threads|master_env|withdraw_max|[a-z]+_per_day|trust_store|own_prefixes|smsc_message_id_tlv)",
                        "$1")
                .replaceAll("(?m)^(sms|rules|wallet|lane|store): \\{}", "$1:")
                .replaceAll("(?m)^ *tls:$", "")
                .replaceAll("(?m)^ *check_host_name:.*$", "")
                .replaceAll("(?m)^ *# *(trust_store|own_prefixes).*$", "");
        Files.writeString(file, shown);
        var all = ConfigReader.read(file, List.of(), Map.of());
        Files.delete(file);
        Files.copy(SHIPPED, file);
        var none = ConfigReader.read(file, List.of(), Map.of());

        assertEquals(none.sms(), all.sms());
        assertEquals(none.rules(), all.rules());
        assertEquals(none.lane(), all.lane());
        assertEquals(none.store(), all.store());
        assertEquals(none.binds(), all.binds());
    }

    @Test
    void whatTheShippedFileShowsOfCallsByOthersIsTheDefault() throws IOException {
        var shipped = Files.readString(SHIPPED);
        var agi = shipped.substring(shipped.indexOf("  # agi:"), shipped.indexOf("  # vxml:"));
        var vxml = shipped.substring(shipped.indexOf("  # vxml:"), shipped.indexOf("# Billing files"));
        Files.writeString(
                file,
                LEAST + "voice:\n" + (agi + vxml).replaceAll("(?m)^  # ", "  ").replaceAll("(?m)^ *#.*$", ""));
        var shown = ConfigReader.read(file, List.of(), Map.of()).voice();
        var none = read(LEAST
                        + "voice:\n  agi: {agents: {\"10086\": \"agents,10086\"}}\n"
                        + "  vxml: {agents: {\"10086\": \"tel:10086\"}}\n")
                .voice();

        assertEquals(none, shown);
    }

    @Test
    void agentsAreOneAddressOrAListInItsOrder() throws IOException {
        var sip = "voice:\n  sip:\n    host: 127.0.0.1\n    agents: ";
        var agents = read(LEAST + sip
                        + "{\"10086\": sip:a@10.1.0.1, \"12580\": [\"sip:a@10.1.0.2\", \"sip:b@[::1]:5070\"]}\n")
                .voice()
                .sip()
                .orElseThrow()
                .agents();

        assertEquals(
                Map.of("10086", List.of("sip:a@10.1.0.1"), "12580", List.of("sip:a@10.1.0.2", "sip:b@[::1]:5070")),
                agents);
        for (var bad : List.of("{\"10086\": []}", "{\"10086\": 10.1.0.1}", "{\"10086\": [\"sip:a@b\", \"tel:1\"]}")) {
            var fault = assertThrows(ConfigFault.class, () -> read(LEAST + sip + bad + "\n"));
            assertTrue(fault.getMessage().contains("\"agents\" must map a number"), bad + ": " + fault.getMessage());
        }
    }

    @Test
    void limitsAndRulesAreReadForEveryWayByWhichCallsCome() throws IOException {
        var keys = "calls: 7, calls_per_caller: 3, setups_per_second: 5, longest_call: 2m,"
                + " number_rules: [{of: caller, strip: \"9\"}, {strip: \"0731\", add: \"+86731\"}]";
        var voice = read(LEAST + "voice:\n  agi: {" + keys + ", believe_failed_screening: true}\n  vxml: {" + keys
                        + ", transfer: consultation}\n  stop_within: 3s\n  mixed_prompts: true\n")
                .voice();

        var agi = voice.agi().orElseThrow();
        var vxml = voice.vxml().orElseThrow();
        assertEquals(agi.limits(), vxml.limits());
        assertEquals(
                List.of(7, 3, 5),
                List.of(
                        agi.limits().calls(),
                        agi.limits().callsPerCaller(),
                        agi.limits().setupsPerSecond()));
        assertEquals("13800000001", agi.rules().caller("913800000001"));
        assertEquals("+8673112588", vxml.rules().dialled("073112588"));
        assertTrue(agi.believesFailedScreening());
        assertEquals(Duration.ofSeconds(3), voice.stopWithin());
        assertTrue(voice.mixedPrompts());
    }

    @Test
    void whatIsNotSaidHasItsDefault() throws IOException {
        var config = read(LEAST);

        var bind = config.binds().get(0);
        assertEquals(2775, bind.peer().port());
        assertEquals(1, bind.peer().connections());
        assertEquals(SmppBindSettings.Mode.TRANSCEIVER, bind.login().mode());
        assertEquals(0x34, bind.login().interfaceVersion());
        assertEquals(100, bind.pace().window());
        assertEquals(500, bind.timing().proofMillis());
        var usual = SmsSettings.of(new ServiceNumber("10658888"));
        assertEquals(usual.redelivery().horizon(), config.sms().redelivery().horizon());
        assertEquals(usual.guarding().helpPerHour(), config.sms().guarding().helpPerHour());
        assertEquals(AccountSettings.defaults(), config.rules());
        assertEquals(home.resolve("var"), config.data());
        assertEquals(home.resolve("dialogs"), config.dialogs());
    }

    @Test
    void secretsComeFromFilesWithoutTheirLineEnd() throws IOException {
        var config = read(LEAST);

        assertEquals(KEY, config.masterKey().reveal());
        assertEquals("secret", config.binds().get(0).login().password().reveal());
        assertFalse(config.toString().contains("secret\""));
        assertFalse(config.toString().contains(KEY));
    }

    @Test
    void theEnvironmentOverridesTheFileAndTheCommandLineBoth() throws IOException {
        Files.writeString(file, LEAST + "node: a\n");

        var environment = Map.of("SMSPAY_NODE", "b", "SMSPAY_SMSC__MAIN__HOST", "10.0.0.5", "PATH", "/bin");
        var config =
                ConfigReader.read(file, List.of("node=c", "smsc.main.port=3000", "sms.help_per_hour=9"), environment);

        assertEquals("c", config.node());
        assertEquals("10.0.0.5", config.binds().get(0).peer().host());
        assertEquals(3000, config.binds().get(0).peer().port());
        assertEquals(9, config.sms().guarding().helpPerHour());
    }

    @Test
    void aSecretMayComeFromTheEnvironment() throws IOException {
        Files.writeString(file, LEAST.replace("password_file: conf/main.password", "password_env: SMSC_SECRET"));

        var config = ConfigReader.read(file, List.of(), Map.of("SMSC_SECRET", "fromenv"));

        assertEquals("fromenv", config.binds().get(0).login().password().reveal());
    }

    @Test
    void noWindowForRepeatedBillsIsATimeToo() throws IOException {
        assertEquals(
                Duration.ZERO,
                read(LEAST + "rules: {bill_repeat_window: 0s}\n").rules().bill().repeatWindow());
    }

    @Test
    void rulesAreRead() throws IOException {
        var rules = read(LEAST + """
                rules:
                  own_prefixes: [134, 135]
                  withdraw_min: 2.50
                  pay_password_for: [close, top_up]
                  holidays: ["20091001", "20091002"]
                """).rules();

        assertEquals(List.of("134", "135"), List.copyOf(rules.numbers().prefixes()));
        assertEquals("2.50", rules.withdrawal().min().toString());
        assertEquals(Set.of(20091001, 20091002), rules.calendar().holidays());
    }

    @Test
    void aBindMayBeReadItsOwnWay() throws IOException {
        Files.writeString(
                file,
                LEAST.replace(
                        "    system_id: smspay\n",
                        "    system_id: smspay\n    smsc: north\n    enquire_link: off\n    alphabet: latin1\n"
                                + "    charsets: {8: gbk, 0x0f: utf8}\n"));

        var config = ConfigReader.read(file, List.of(), Map.of());

        var bind = config.binds().get(0);
        assertEquals("north", bind.dialect().smsc());
        assertEquals(0, bind.timing().enquireLinkSeconds());
        assertEquals(
                Map.of(0, Alphabet.LATIN1, 8, Alphabet.GBK, 15, Alphabet.UTF8),
                config.sms().reading().codings().get("main").own());
    }

    @ParameterizedTest
    @CsvSource({
        // what the second bind says, whose bind it is
        "host: 127.0.0.1, main",
        "'host: 127.0.0.1, port: 2776', rx",
        "host: 127.0.0.2, rx",
        "'host: 127.0.0.1, smsc: other', other",
    })
    void bindsToOneAddressAreOfOneSmsc(String second, String smsc) throws IOException {
        Files.writeString(
                file,
                LEAST.replace(
                        "outside:\n",
                        "  - {name: rx, mode: receiver, system_id: a, password_file: conf/main.password, " + second
                                + "}\noutside:\n"));

        var binds = ConfigReader.read(file, List.of(), Map.of()).binds();

        assertEquals("main", binds.get(0).smsc());
        assertEquals(smsc, binds.get(1).smsc());
    }

    @ParameterizedTest
    @CsvSource({"256: gbk", "0: gbk", "eight: gbk", "8: big5", "-1: gbk", "0x100: gbk"})
    void aCharsetThatIsNoneIsAFault(String entry) throws IOException {
        var faults = faults(
                LEAST.replace("    system_id: smspay\n", "    system_id: smspay\n    charsets: {" + entry + "}\n"));

        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.get(0).contains("\"charsets\" must map values of data_coding"), faults.toString());
    }

    @Test
    void everyFaultIsNamedWithItsLine() throws IOException {
        var faults = faults("""
                keys:
                  master_file: conf/absent.key
                services: ["10658888", abc]
                smsc:
                  - name: main
                    host: 127.0.0.1
                    port: 99999
                    mode: sideways
                    password: inTheFile
                    system_id: smspay
                    windw: 10
                sms:
                  retry_horizon: soon
                outside:
                  bill_system: simulated
                  bank: real
                """);

        assertFault(faults, 2, "\"master_file\" cannot be read");
        assertFault(faults, 3, "\"services\" holds abc");
        assertFault(faults, 7, "\"port\" must be 1 to 65535, not 99999");
        assertFault(faults, 8, "\"mode\" must be one of transceiver, transmitter, receiver");
        assertFault(faults, 9, "\"password\" must not stand in this file");
        assertFault(faults, 11, "unknown key \"windw\"; did you mean \"window\"?");
        assertFault(faults, 13, "\"retry_horizon\" must be a time like 8s, 10m or 24h");
        assertFault(faults, 16, "\"bank\" must be one of simulated");
        assertTrue(faults.stream().anyMatch(fault -> fault.contains("\"site\" is missing")), faults.toString());
        assertTrue(faults.stream().anyMatch(fault -> fault.contains("\"registry\" is missing")), faults.toString());
        assertFalse(faults.toString().contains("inTheFile"));
    }

    @ParameterizedTest
    @CsvSource({
        "'lane: {capacity: 0}', must be 1 to",
        "'store: {readers: many}', must be a whole number",
        "'store: {kind: oracle}', 'must be sqlite or postgres, not oracle'",
        "'store: {url: \"jdbc:postgresql://h/d\"}', 'is a setting of kind: postgres, and the kind is sqlite'",
        "'store: {kind: postgres, user: u}', '\"url\" is missing'",
        "'store: {kind: postgres, url: \"jdbc:postgresql://h/d\"}', '\"user\" is missing'",
        "'store: {kind: postgres, url: \"http://h/d\", user: u}', 'must be like jdbc:postgresql://127.0.0.1:5432/smspay'",
        "'store: {kind: postgres, url: \"jdbc:postgresql://h/\", user: u}', 'must be like jdbc:postgresql://'",
        "'store: {kind: postgres, url: \"jdbc:postgresql://h/d?password=x\", user: u}', 'must not hold the user or the password'",
        "'store: {kind: postgres, url: \"jdbc:postgresql://h/d\", user: u, password: x}', 'must not stand in this file'",
        "'store: {kind: postgres, url: \"jdbc:postgresql://h/d\", user: u, password_file: conf/absent}', 'cannot be read'",
        "'store: {kind: postgres, url: \"jdbc:postgresql://h/d\", user: u, map_megabytes: 1}', 'is a setting of kind: sqlite'",
        "'sms: {joining: glue}', must be one of",
        "'rules: {withdraw_max: 1e3}', an amount in yuan",
        "'rules: {bill_test_provinces: [Atlantis]}', which is no province",
        "'rules: {holidays: [yesterday]}', not a day like",
        "'rules: {pay_password_for: [nothing]}', 'may hold close, withdraw, bill and top_up'",
        "'colour: red', unknown key"
    })
    void aWrongValueIsAFault(String line, String fault) throws IOException {
        var faults = faults(LEAST + line + "\n");

        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.get(0).startsWith(file + ":14: "), faults.toString());
        assertTrue(faults.get(0).contains(fault), faults.toString());
    }

    @Test
    void aDatabaseOfAServerIsReadWithItsPasswordFile() throws IOException {
        var store = read(LEAST
                        + "store: {kind: postgres, url: \"jdbc:postgresql://db.example:5433/smspay?sslmode=require\","
                        + " user: teller, password_file: conf/main.password, readers: 7}\n")
                .store();
        var server = Objects.requireNonNull(store.server());

        assertEquals("jdbc:postgresql://db.example:5433/smspay?sslmode=require", server.url());
        assertEquals("teller", server.user());
        assertEquals("secret", server.password().reveal());
        assertEquals(home.resolve("conf/main.password"), server.passwordFile());
        assertEquals(7, store.readers());
    }

    @ParameterizedTest
    @CsvSource({
        "smsc.main.windw=3, unknown key \"windw\"",
        "windw, is not of the form",
        "smsc.main.port=x, must be a whole number",
        "smsc.other.port=3, there is no \"other\" in the list"
    })
    void aWrongOverrideIsAFaultToo(String set, String fault) throws IOException {
        Files.writeString(file, LEAST);

        var thrown = assertThrows(ConfigFault.class, () -> ConfigReader.read(file, List.of(set), Map.of()));

        assertTrue(String.valueOf(thrown.getMessage()).contains(fault), thrown.getMessage());
    }

    private static String bind(String lines) {
        return LEAST.replace("    system_id: smspay\n", "    system_id: smspay\n" + lines.indent(4));
    }

    @ParameterizedTest
    @CsvSource({"'', 1, 86", "'destination_ton: 0', 0, ''", "'destination_ton: 1\ndestination_prefix: \"\"', 1, ''"})
    void thePrefixOfNumbersAgreesWithTheirTypeUnlessItIsSaid(String lines, int ton, String prefix) throws IOException {
        var addressing = read(bind(lines.replace("\\n", "\n"))).binds().get(0).addressing();

        assertEquals(ton, addressing.destinationTon());
        assertEquals(prefix, addressing.destinationPrefix());
    }

    @Test
    void everythingABindCanSayIsRead() throws IOException {
        var bind = read(bind("""
                        interface_version: 3.3
                        address_ton: 1
                        address_npi: 8
                        service_type: CMT
                        priority: 2
                        protocol_id: 65
                        validity: 6h
                        statuses: {"0x45": refused, "400-4FF": slow_down}
                        standby_hosts: [10.0.0.6, "smsc.example:2776", "[fd00::1]:2777"]
                        refused_login_pause: 10m
                        return_after: 0s
                        trace_for: 5m
                        """)).binds().get(0);

        assertEquals(0x33, bind.login().interfaceVersion());
        assertEquals(1, bind.login().addressTon());
        assertEquals(8, bind.login().addressNpi());
        assertEquals("CMT", bind.submitting().serviceType());
        assertEquals(2, bind.submitting().priority());
        assertEquals(65, bind.submitting().protocolId());
        assertEquals(21_600, bind.submitting().validitySeconds());
        assertEquals(2, bind.submitting().statuses().rules().size());
        assertEquals(
                "[10.0.0.6:2775, smsc.example:2776, fd00::1:2777]",
                bind.peer().standbys().toString());
        assertEquals(600, bind.timing().refusedLoginSeconds());
        assertEquals(0, bind.timing().returnSeconds());
        assertEquals(300, bind.timing().traceSeconds());
    }

    @Test
    void aClientCertificateVersionsAndAnExpectedNameAreRead() throws IOException {
        var tls = read(bind("""
                        tls:
                          key_store: conf/client.p12
                          key_store_password_file: conf/main.password
                          versions: [TLSv1.3]
                          expected_name: smsc.example
                        """)).binds().get(0).peer().tls();

        assertEquals(home.resolve("conf/client.p12"), tls.keyStore());
        assertEquals("secret", tls.keyStorePassword().reveal());
        assertEquals(List.of("TLSv1.3"), tls.versions());
        assertEquals("smsc.example", tls.expectedName());
    }

    @ParameterizedTest
    @CsvSource({
        "'statuses: {\"0x45\": never}', 'may say refused, later, slow_down or bind_anew of 0x45, not never'",
        "'statuses: {\"abc-xyz\": later}', 'holds abc-xyz, which is no code like 0x45'",
        "'standby_hosts: [\"a b\"]', 'holds a b, which is not like 10.0.0.6'",
        "'standby_hosts: [\"10.0.0.6:99999\"]', 'which is not like 10.0.0.6'",
        "'service_type: TOOLONG', 'has at most 5 characters'",
        "'priority: 4', 'must be 0 to 3'",
        "'tls: {versions: [SSLv3]}', 'versions may hold TLSv1.2, TLSv1.3, not SSLv3'",
        "'trace_for: 2h', 'must be 0s to 3600s'",
    })
    void aWrongValueOfABindIsAFault(String lines, String fault) throws IOException {
        var faults = faults(bind(lines));

        assertTrue(faults.toString().contains(fault), faults.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "33, payload, true",
        "3.3, payload, true",
        "33, sar, false",
        "34, payload, false",
        "33, user_data_header, false"
    })
    void anOldPeerCannotTakeAPayload(String version, String joining, boolean refused) throws IOException {
        var text = bind("interface_version: \"" + version + "\"") + "sms: {joining: " + joining + "}\n";

        if (refused) {
            assertTrue(
                    faults(text).toString().contains("which knows no payload"),
                    faults(text).toString());
        } else {
            read(text);
        }
    }

    @Test
    void plainTextToAPublicAddressMustBeSaidAloud() throws IOException {
        var open = LEAST.replace("host: 127.0.0.1", "host: 8.8.8.8");

        assertTrue(
                faults(open).toString().contains("public address"), faults(open).toString());
        read(open.replace("host: 8.8.8.8", "host: 8.8.8.8\n    allow_plaintext_to_public_address: true"));
    }

    @Test
    void aMasterKeyThatIsNoKeyIsAFault() throws IOException {
        Files.writeString(home.resolve("conf/master.key"), "abc");

        var faults = faults(LEAST);

        assertTrue(faults.get(0).contains("64 hexadecimal digits"), faults.toString());
        assertFalse(faults.toString().contains("abc"));
    }

    @Test
    void aFileThatIsNotThereIsAFaultThatSaysHowToNameOne() {
        var thrown = assertThrows(
                ConfigFault.class, () -> ConfigReader.read(home.resolve("nothing.yaml"), List.of(), Map.of()));

        assertTrue(String.valueOf(thrown.getMessage()).contains("--conf"));
    }

    private Config read(String text) throws IOException {
        Files.writeString(file, text);
        return ConfigReader.read(file, List.of(), Map.of());
    }

    private List<String> faults(String text) throws IOException {
        Files.writeString(file, text);
        return assertThrows(ConfigFault.class, () -> ConfigReader.read(file, List.of(), Map.of()))
                .faults();
    }

    private void assertFault(List<String> faults, int line, String text) {
        assertTrue(
                faults.stream().anyMatch(fault -> fault.startsWith(file + ":" + line + ": ") && fault.contains(text)),
                "line " + line + ", " + text + " in " + String.join("\n", faults));
    }

    @Test
    void whatUplinksCostHasDatesAndANumberMayHaveATariffOfItsOwn() throws IOException {
        var config = read(
                LEAST.replace(
                                "services: [\"10658888\"]",
                                "services: [\"10658888\", {number: \"10658889\", tariff: dear}]")
                        + "billing: {tariffs: [{id: uplink, li: 100, from: 2009-11-01}, {id: dear, li: 200, from: 2009-11-01}]}\n");

        var at = Instant.parse("2009-11-02T01:00:00Z");
        assertEquals(100, config.sms().charging().tariffs().li(new ServiceNumber("10658888"), at));
        assertEquals(200, config.sms().charging().tariffs().li(new ServiceNumber("10658889"), at));
        assertEquals("0.1", config.desk().tariffs().yuan(new ServiceNumber("10658888"), at));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sms: {charge_li: 100}| is retired: give the fee as a row of billing.tariffs",
                "billing: {tariffs: [{id: uplink, li: 100}]}| holds a row without li or from",
                "billing: {tariffs: [{id: uplink, li: 10001, from: 2009-11-01}]}| must be 0 to 10000",
                "billing: {tariffs: [{id: uplink, li: 100, from: soon}]}| a day like 2009-11-01",
                "billing: {tariffs: [{id: other, li: 100, from: 2009-11-01}]}| names the tariff uplink",
                "billing: {tariffs: [{id: uplink, li: 1, from: 2009-11-01}, {id: uplink, li: 2, from: 2009-11-01}]}"
                        + "| two rows of one tariff with the same day"
            })
    void aTariffThatCannotBeIsRefused(String wrong, String why) throws IOException {
        var faults = faults(LEAST + wrong + "\n");

        assertTrue(faults.stream().anyMatch(fault -> fault.contains(why.strip())), faults.toString());
    }

    @Test
    void capsOfADayAreNoneUnlessTheyAreSet() throws IOException {
        assertEquals(DayCaps.NONE, read(LEAST).rules().caps());
        var set = read(LEAST + "rules: {withdraw_per_day: 10.00, withdraw_max: 5.00}\n")
                .rules();
        assertEquals(new Fen(10_00), set.caps().withdrawals());
        assertEquals(new Fen(5_00), set.withdrawal().max());
    }

    @Test
    void doorsAreOffUntilTheyAreNamed() throws IOException {
        Files.writeString(file, LEAST);

        assertEquals(
                DoorsConfig.OFF, ConfigReader.read(file, List.of(), Map.of()).doors());
    }

    @Test
    void aDoorOnLoopbackNeedsItsPortOnly() throws IOException {
        Files.writeString(file, LEAST + "doors:\n  site: {port: 8080}\n");

        var site = ConfigReader.read(file, List.of(), Map.of()).doors().site().orElseThrow();

        assertEquals("127.0.0.1", site.host());
        assertEquals(8080, site.port());
        assertFalse(site.secure());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "site: {}|is missing: say where this door listens",
                "site: {port: 8080, host: 0.0.0.0, names: [pay.example.cn]}|may only be 127.0.0.1 or ::1 without tls",
                "site: {port: 8080, host: 0.0.0.0, behind_proxy: [10.0.0.0/8]}|must list the host names",
                "site: {port: 8080, behind_proxy: [proxy.example.cn]}|no address or network like 10.0.0.0/8",
                "staff: {port: 70000}|must be 0 to 65535",
                "site: {port: 8080, hosts: [x]}|hosts",
                "customers: {port: 8080}|customers"
            })
    void aDoorThatWouldNotBeSafeIsRefused(String door, String what) throws IOException {
        Files.writeString(file, LEAST + "doors:\n  " + door + "\n");

        var fault = assertThrows(ConfigFault.class, () -> ConfigReader.read(file, List.of(), Map.of()));

        assertTrue(fault.getMessage().contains(what), fault.getMessage());
    }
}
