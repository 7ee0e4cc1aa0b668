package cn.smspay.config;

import cn.smspay.base.Secret;
import cn.smspay.base.text.Alphabet;
import cn.smspay.base.text.Segmenter;
import cn.smspay.sms.DataCodings;
import cn.smspay.sms.pdu.StatusTable;
import cn.smspay.sms.peer.Host;
import cn.smspay.sms.smpp.SmppBindSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code smsc} section: the binds. */
final class SmscReader {
    private static final int VALIDITY_SECONDS_MAX = 30 * 86_400;
    private static final Pattern HOST = Pattern.compile(
            "(?:\\[([0-9a-fA-F:.]+)]|([^:\\s\\[\\]]+)|([0-9a-fA-F:]+:[0-9a-fA-F:.]*))(?::([0-9]{1,5}))?");

    private SmscReader() {}

    /** Binds to one address are binds of one SMSC, unless the file says otherwise. */
    static SmppBindSettings inItsGroup(SmppBindSettings bind, List<SmppBindSettings> before) {
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
    static DataCodings codings(Section bind) {
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

    static Optional<SmppBindSettings> read(Section bind) {
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
        int version = bind.read("interface_version", 0x34, SmscReader::version, "33, 34 or 50");
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
                "message_id_format", cn.smspay.sms.pdu.MessageIdFormat.class, cn.smspay.sms.pdu.MessageIdFormat.AS_IS);
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
    static void checkJoining(Section root, List<SmppBindSettings> binds, Segmenter.Joining joining) {
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
}
