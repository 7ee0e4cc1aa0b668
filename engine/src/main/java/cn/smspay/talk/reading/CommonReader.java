package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.Node;
import cn.smspay.base.yaml.Place;
import cn.smspay.talk.script.Common;
import cn.smspay.talk.script.Common.Role;
import cn.smspay.talk.script.Moment;
import cn.smspay.talk.script.PlainText;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Slot;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code _common.yaml}. */
final class CommonReader {
    /** What several dialogues take over from the common file; a dialogue may say it differently. */
    record Shared(
            Common common,
            Languages languages,
            Map<String, Node> outcomes,
            Map<String, Map<String, ReplyTemplate>> refusals) {}

    /** A question that waits for less is over before a message can arrive, one for more keeps a number busy for days. */
    static final Duration EXPIRE_MIN = Duration.ofSeconds(10);

    static final Duration EXPIRE_MAX = Duration.ofHours(24);
    private static final Duration LATE_MAX = Duration.ofDays(7);

    /** A longer holiday is a slip in the year. */
    private static final int DAYS_MAX = 60;

    /** A setting that alone fills a message leaves no room for words. */
    private static final int WIDTH_MAX = 70;

    /** Each wrong answer costs the subscriber a message. */
    static final int TRIES_MAX = 9;

    private final String file;
    private final Fields fields;
    private final Faults faults;
    private final GuardReader guards;

    CommonReader(String file, Node root, Set<String> guards, Faults faults) {
        this.guards = new GuardReader(guards, null, List.of(), faults);
        this.file = file;
        this.faults = faults;
        this.fields = new Fields(root, "the file", faults);
    }

    Shared read() {
        var languages = languages();
        int segments = fields.number("segments", 1, 1, ReplyReader.SEGMENTS_MAX);
        var replies = new ReplyReader(faults, languages, segments, Map.of(), guards).with(fields, "replies");
        var common = new Common(
                languages.wanted(),
                fields.time("expire", Duration.ofMinutes(10), EXPIRE_MIN, EXPIRE_MAX),
                fields.time("late", Duration.ofHours(24), EXPIRE_MIN, LATE_MAX),
                fields.number("tries", 3, 1, TRIES_MAX),
                segments,
                words("cancel"),
                words("back"),
                words("help"),
                roles(replies),
                replies.shared(),
                translations(replies),
                settings(),
                calendar(),
                fields.texts("families"),
                file);
        var shared = new Shared(common, languages, fields.entries("outcomes"), refusals(fields, replies, file, faults));
        fields.done();
        return shared;
    }

    /** Those that are named; if that cannot be read, those that the texts have, so that nothing else is wrong for it. */
    private Languages languages() {
        var named = fields.texts("languages");
        var odd = named.stream().filter(each -> !each.matches("[a-z]{2}")).findFirst();
        boolean twice = named.stream().distinct().count() < named.size();
        if (!named.isEmpty() && odd.isEmpty() && !twice) {
            return new Languages(named);
        }
        if (named.isEmpty()) {
            fields.missing(
                    fields.place("languages"), "D08", "\"languages\" is missing; for instance [zh, en]", "languages");
        } else {
            faults.add(
                    fields.valuePlace("languages"),
                    "D08",
                    twice
                            ? "a language stands here twice; remove one"
                            : "\"" + odd.orElse("")
                                    + "\" is not a language; write a list of two small letters each, like [zh, en]");
        }
        var written = new LinkedHashSet<>(List.of(Languages.FIRST));
        fields.entries("replies")
                .values()
                .forEach(reply -> reply.fields().keySet().stream()
                        .filter(key -> key.matches("[a-z]{2}") && !key.equals("id"))
                        .forEach(written::add));
        return new Languages(List.copyOf(written));
    }

    /** Refusal texts for each type of slot: {@code amount: {not_amount: T07 …}}. */
    static Map<String, Map<String, ReplyTemplate>> refusals(
            Fields fields, ReplyReader replies, String file, Faults faults) {
        var refusals = new LinkedHashMap<String, Map<String, ReplyTemplate>>();
        var types = new Fields(orEmpty(fields.node("refusals"), file, fields.line()), "\"refusals\"", faults);
        for (Slot.Type type : Slot.Type.values()) {
            var name = type.name().toLowerCase(Locale.ROOT);
            var texts = replies.byName(types, name);
            types.entries(name);
            checkReasons(type, types, name, faults);
            refusals.put(name, texts);
        }
        types.done();
        return refusals;
    }

    /** Every reason under a key is one for which an answer of that type is refused. */
    static void checkReasons(Slot.Type type, Fields fields, String key, Faults faults) {
        var node = fields.node(key);
        if (node != null) {
            node.fields().forEach((reason, field) -> checkReason(type, reason, field.place(), faults));
        }
    }

    private static void checkReason(Slot.Type type, String reason, Place place, Faults faults) {
        boolean ofLength = type == Slot.Type.DIGITS && reason.matches("length_[0-9]{1,2}");
        boolean ofMin = type == Slot.Type.AMOUNT && reason.equals(Slot.BELOW_MIN);
        if (!ofLength && !ofMin && !type.reasons().contains(reason)) {
            faults.unknown(place, "reason", reason, type.reasons());
        }
    }

    static Node orEmpty(@Nullable Node node, String file, int line) {
        return node == null ? Node.empty(file, line) : node;
    }

    private List<String> words(String key) {
        return fields.texts(key).stream().map(PlainText::of).toList();
    }

    /** Days and stretches of days. */
    private Moment.Calendar calendar() {
        var holidays = days("holidays");
        var workdays = days("workdays");
        workdays.stream()
                .filter(holidays::contains)
                .sorted()
                .findFirst()
                .ifPresent(day -> faults.add(
                        fields.place("workdays"),
                        "D14",
                        day + " stands under \"holidays\" and under \"workdays\"; remove one"));
        return new Moment.Calendar(holidays, workdays);
    }

    private Set<LocalDate> days(String key) {
        var all = new TreeSet<LocalDate>();
        for (String written : fields.texts(key)) {
            var days = Moment.Days.read(written);
            if (days == null || days.first().plusDays(DAYS_MAX).isBefore(days.last())) {
                faults.add(
                        file,
                        fields.line(key),
                        "D19",
                        "\"" + key + "\" lists days like 2009-10-01 or 2009-10-01..2009-10-08, not \"" + written
                                + "\"");
            } else {
                days.first().datesUntil(days.last().plusDays(1)).forEach(all::add);
            }
        }
        return Set.copyOf(all);
    }

    private Map<Role, ReplyTemplate> roles(ReplyReader replies) {
        var roles = new EnumMap<Role, ReplyTemplate>(Role.class);
        var written = fields.node("says");
        var says = new Fields(orEmpty(written, file, fields.line()), "\"says\"", faults);
        if (written == null) {
            fields.missing(fields.place(), "D06", "\"says\" is missing: what does the engine say by itself?", "says");
            return roles;
        }
        for (Role role : Role.values()) {
            var key = role.name().toLowerCase(Locale.ROOT);
            var reply = replies.one(says, key);
            if (reply == null && role == Role.HELP && words("help").isEmpty()) {
                continue;
            }
            if (reply == null && !says.has(key)) {
                says.missing(fields.place("says"), "D06", "\"says\" lacks \"" + key + "\"", key);
            } else if (reply != null) {
                roles.put(role, reply);
            }
        }
        says.done();
        return roles;
    }

    private Map<String, Map<String, String>> translations(ReplyReader replies) {
        var words = new LinkedHashMap<String, Map<String, String>>();
        fields.entries("words").forEach((key, node) -> words.put(key, replies.texts(node, "a word")));
        return words;
    }

    private Map<String, Integer> settings() {
        var settings = new LinkedHashMap<String, Integer>();
        var widths = new Fields(orEmpty(fields.node("settings"), file, fields.line()), "\"settings\"", faults);
        fields.entries("settings").keySet().forEach(name -> settings.put(name, widths.number(name, 1, 1, WIDTH_MAX)));
        widths.done();
        return settings;
    }
}
