package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.Node;
import cn.smspay.talk.script.Common;
import cn.smspay.talk.script.Common.Role;
import cn.smspay.talk.script.Moment;
import cn.smspay.talk.script.PlainText;
import cn.smspay.talk.script.Reply;
import cn.smspay.talk.script.Slot;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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
            Common common, Languages languages, Map<String, Node> outcomes, Map<String, Map<String, Reply>> refusals) {}

    /** A question that waits for less is over before a message can arrive, one for more keeps a number busy for days. */
    static final Duration EXPIRE_MIN = Duration.ofSeconds(10);

    static final Duration EXPIRE_MAX = Duration.ofHours(24);
    private static final Duration LATE_MAX = Duration.ofDays(7);

    /** A longer holiday is a slip in the year. */
    private static final int DAYS_MAX = 60;

    /** Each wrong answer costs the subscriber a message. */
    static final int TRIES_MAX = 9;

    private final String file;
    private final Fields fields;
    private final Faults faults;
    private final GuardReader guards;

    CommonReader(String file, Node root, Set<String> guards, Faults faults) {
        this.guards = new GuardReader(guards, faults);
        this.file = file;
        this.faults = faults;
        this.fields = new Fields(root, "the file", faults);
    }

    Shared read() {
        var languages = new Languages(fields.texts("languages"));
        if (languages.wanted().isEmpty()) {
            faults.add(file, fields.line(), "D08", "\"languages\" is missing; for instance [zh, en]");
        }
        int segments = fields.number("segments", 1, 1, Replies.SEGMENTS_MAX);
        var replies = new Replies(faults, languages, segments, Map.of(), guards).with(fields, "replies");
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
                new Moment.Calendar(days("holidays"), days("workdays")),
                file);
        var shared = new Shared(common, languages, fields.entries("outcomes"), refusals(fields, replies, file, faults));
        fields.done();
        return shared;
    }

    /** Refusal texts for each type of slot: {@code amount: {not_amount: T07 …}}. */
    static Map<String, Map<String, Reply>> refusals(Fields fields, Replies replies, String file, Faults faults) {
        var refusals = new LinkedHashMap<String, Map<String, Reply>>();
        var types = new Fields(orEmpty(fields.node("refusals"), file, fields.line()), "\"refusals\"", faults);
        for (Slot.Type type : Slot.Type.values()) {
            var name = type.name().toLowerCase(Locale.ROOT);
            var texts = replies.byName(types, name);
            texts.keySet().forEach(reason -> checkReason(type, reason, file, types.line(name), faults));
            refusals.put(name, texts);
        }
        types.done();
        return refusals;
    }

    static void checkReason(Slot.Type type, String reason, String file, int line, Faults faults) {
        boolean ofLength = type == Slot.Type.DIGITS && reason.matches("length_[0-9]{1,2}");
        boolean ofMin = type == Slot.Type.AMOUNT && reason.equals(Slot.BELOW_MIN);
        if (!ofLength && !ofMin && !type.reasons().contains(reason)) {
            faults.unknown(file, line, "reason", reason, type.reasons());
        }
    }

    static Node orEmpty(@Nullable Node node, String file, int line) {
        return node == null ? Node.empty(file, line) : node;
    }

    private List<String> words(String key) {
        return fields.texts(key).stream().map(PlainText::of).toList();
    }

    /** Days and stretches of days. */
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

    private Map<Role, Reply> roles(Replies replies) {
        var roles = new EnumMap<Role, Reply>(Role.class);
        var says = new Fields(orEmpty(fields.node("says"), file, fields.line()), "\"says\"", faults);
        for (Role role : Role.values()) {
            var key = role.name().toLowerCase(Locale.ROOT);
            var reply = replies.one(says, key);
            if (reply == null && role == Role.HELP && words("help").isEmpty()) {
                continue;
            }
            if (reply == null) {
                faults.add(file, says.line(), "D06", "\"says\" lacks \"" + key + "\"");
            } else {
                roles.put(role, reply);
            }
        }
        says.done();
        return roles;
    }

    private Map<String, Map<String, String>> translations(Replies replies) {
        var words = new LinkedHashMap<String, Map<String, String>>();
        fields.entries("words").forEach((key, node) -> words.put(key, replies.texts(node, "a word")));
        return words;
    }

    private Map<String, Integer> settings() {
        var settings = new LinkedHashMap<String, Integer>();
        var widths = new Fields(orEmpty(fields.node("settings"), file, fields.line()), "\"settings\"", faults);
        fields.entries("settings").keySet().forEach(name -> settings.put(name, widths.number(name, 0)));
        widths.done();
        return settings;
    }
}
