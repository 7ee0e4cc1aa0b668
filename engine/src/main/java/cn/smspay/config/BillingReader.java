package cn.smspay.config;

import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.books.charge.Tariffs;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.files.billing.Seal;
import cn.smspay.files.billing.SftpTarget;
import cn.smspay.files.format.Format;
import cn.smspay.files.format.Stream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code billing} section. */
final class BillingReader {
    /** Ten yuan: nobody charges more for a short message. */
    private static final int LI_MOST = 10_000;

    private BillingReader() {}

    static BillingSettings read(Section billing) {
        var usual = BillingSettings.standard();
        var node = billing.text("node", usual.node());
        var stream = billing.choice("stream", Stream.class, usual.stream());
        var address = billing.text("node_address", usual.nodeAddress());
        var extension = billing.text("extension", usual.extension());
        var formats = formats(billing, usual.formats());
        int records = billing.number("records_max", 900_000, 1, 999_999);
        long bytes = 1_000_000L * billing.number("megabytes_max", 1_000, 1, 4_000);
        var age = billing.time("age_max", usual.ageMax());
        var grace = billing.time("midnight_grace", usual.midnightGrace());
        boolean empty = billing.flag("empty_files", usual.emptyFiles());
        int retention = billing.number("retention_days", usual.retentionDays(), 1, 36_500);
        Optional<Seal> seal = billing.has("seal_key_file") || billing.has("seal_key_env")
                ? Optional.of(billing.secret("seal_key")).flatMap(key -> billing.build(() -> new Seal(key)))
                : Optional.empty();
        return billing.build(() -> new BillingSettings(
                        node, stream, address, extension, formats, records, bytes, age, grace, empty, retention, seal))
                .orElse(usual);
    }

    /**
     * What uplinks cost.
     *
     * @param services which tariff a number has
     */
    static Tariffs tariffs(Section billing, Map<ServiceNumber, String> services, Section root) {
        var rows = new ArrayList<Tariffs.Row>();
        for (Section row : billing.sections("tariffs")) {
            var from = row.read("from", LocalDate.EPOCH, BillingReader::day, "a day like 2009-11-01");
            if (!row.has("li") || !row.has("from")) {
                billing.wrong(
                        "tariffs", "holds a row without li or from; write {id: uplink, li: 100, from: 2009-11-01}");
            }
            rows.add(new Tariffs.Row(row.text("id", Tariffs.UPLINK), row.number("li", 0, 0, LI_MOST), from));
            row.done();
        }
        var all = rows.isEmpty() ? Tariffs.USUAL.rows() : rows;
        if (all.stream().map(row -> row.id() + row.from()).distinct().count() < all.size()) {
            billing.wrong("tariffs", "holds two rows of one tariff with the same day");
        }
        var known = all.stream().map(Tariffs.Row::id).toList();
        services.values().stream().filter(id -> !known.contains(id)).distinct().forEach(id -> {
            root.wrong("services", "names the tariff " + id + ", which billing.tariffs does not have");
        });
        return rows.isEmpty() || known.containsAll(services.values()) ? new Tariffs(all, services) : Tariffs.USUAL;
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static Optional<SftpTarget> sftp(Section sftp) {
        var host = sftp.need("host");
        int port = sftp.number("port", 22, 1, 65_535);
        var user = sftp.need("user");
        var key = Optional.ofNullable(sftp.optionalPath("private_key"));
        Optional<Secret> password = sftp.has("password_file") || sftp.has("password_env")
                ? Optional.of(sftp.secret("password"))
                : Optional.empty();
        var knownHosts = sftp.path("known_hosts", "conf/known_hosts");
        var folder = sftp.need("folder");
        int tries = sftp.number("tries", 3, 1, 10);
        var timeout = sftp.time("timeout", Duration.ofSeconds(20));
        return sftp.build(() -> new SftpTarget(host, port, user, key, password, knownHosts, folder, tries, timeout));
    }

    private static Set<Format> formats(Section billing, Set<Format> usual) {
        if (!billing.has("formats")) {
            return usual;
        }
        var formats = EnumSet.noneOf(Format.class);
        for (String name : billing.texts("formats")) {
            boolean known = false;
            for (Format format : Format.values()) {
                if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                    formats.add(format);
                    known = true;
                }
            }
            if (!known) {
                billing.wrong("formats", "may hold csv, cdr and jsonl, not " + name);
            }
        }
        return formats.isEmpty() ? usual : formats;
    }
}
