package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.Node;
import cn.smspay.talk.script.Common;
import cn.smspay.talk.script.Common.Role;
import cn.smspay.talk.script.PlainText;
import cn.smspay.talk.script.Reply;
import cn.smspay.talk.script.Slot;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code _common.yaml}. */
public final class CommonReader {
    /** What several dialogues take over from the common file; a dialogue may say it differently. */
    public record Shared(Common common, Map<String, Node> outcomes, Map<String, Map<String, Reply>> refusals) {}

    private final String file;
    private final Fields fields;
    private final Faults faults;

    public CommonReader(String file, Node root, Faults faults) {
        this.file = file;
        this.faults = faults;
        this.fields = new Fields(root, "the file", faults);
    }

    public Shared read() {
        var languages = fields.texts("languages");
        if (languages.isEmpty()) {
            faults.add(file, fields.line(), "D08", "\"languages\" is missing; for instance [zh, en]");
        }
        int segments = fields.number("segments", 1);
        var replies = new Replies(faults, languages, segments, Map.of()).with(fields, "replies");
        var common = new Common(
                languages,
                fields.time("expire", Duration.ofMinutes(10)),
                fields.time("late", Duration.ofHours(24)),
                fields.number("tries", 3),
                segments,
                words("cancel"),
                words("back"),
                words("help"),
                roles(replies),
                replies.shared(),
                translations(replies),
                settings(),
                file);
        var shared = new Shared(common, fields.entries("outcomes"), refusals(fields, replies, file, faults));
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
        return node == null ? new Node(Node.Shape.MAPPING, file, line, false, "", Map.of(), List.of()) : node;
    }

    private List<String> words(String key) {
        return fields.texts(key).stream().map(PlainText::of).toList();
    }

    private Map<Role, Reply> roles(Replies replies) {
        var roles = new EnumMap<Role, Reply>(Role.class);
        var says = new Fields(orEmpty(fields.node("says"), file, fields.line()), "\"says\"", faults);
        for (Role role : Role.values()) {
            var key = role.name().toLowerCase(Locale.ROOT);
            var reply = replies.one(says, key);
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
