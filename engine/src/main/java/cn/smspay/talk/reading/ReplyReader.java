package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.Node;
import cn.smspay.base.yaml.Place;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what is said, in one file: replies in place, and names of replies that are shared. */
final class ReplyReader {
    /** How people call a text, in lists and tables. */
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,19}");

    /** Short messages of one text: more than so many are not read to the end, and each is sent for every subscriber. */
    static final int SEGMENTS_MAX = 10;

    /** How it goes on, which stands beside the text and not in it. */
    private static final List<String> WAYS = List.of("next", "wait", "retry", "end", "sms");

    private static final Pattern SEVERAL = Pattern.compile("[\\s,，、;]");

    private final Faults faults;
    private final Languages languages;
    private final int segments;
    private final Map<String, ReplyTemplate> shared;
    private final GuardReader guards;
    /** Whether the key of the replies is spelt wrongly, which is told; then nobody knows their names. */
    private final boolean misspelt;

    ReplyReader(
            Faults faults, Languages languages, int segments, Map<String, ReplyTemplate> shared, GuardReader guards) {
        this(faults, languages, segments, shared, guards, false);
    }

    private ReplyReader(
            Faults faults,
            Languages languages,
            int segments,
            Map<String, ReplyTemplate> shared,
            GuardReader guards,
            boolean misspelt) {
        this.misspelt = misspelt;
        this.guards = guards;
        this.faults = faults;
        this.languages = languages;
        this.segments = segments;
        this.shared = shared;
    }

    List<String> languages() {
        return languages.wanted();
    }

    Map<String, ReplyTemplate> shared() {
        return shared;
    }

    /** These replies and those under {@code key}, which this file shares among its steps. */
    ReplyReader with(Fields fields, String key) {
        var all = new LinkedHashMap<>(shared);
        fields.entries(key).forEach((name, node) -> all.put(name, inPlace(node, name)));
        return new ReplyReader(faults, languages, segments, all, guards, fields.misspells(key));
    }

    /** What stands under {@code key}: a reply, the name of one, or a list of those; nothing is an empty list. */
    List<ReplyTemplate> say(Fields fields, String key) {
        var node = fields.node(key);
        var replies = new ArrayList<ReplyTemplate>();
        if (node != null) {
            for (Node each : node.isList() ? node.items() : List.of(node)) {
                var reply = reply(each);
                if (reply != null) {
                    replies.add(reply);
                }
            }
        }
        return replies;
    }

    @Nullable
    ReplyTemplate one(Fields fields, String key) {
        var node = fields.node(key);
        return node == null ? null : always(reply(node));
    }

    /** Where nothing else could be said instead. */
    private @Nullable ReplyTemplate always(@Nullable ReplyTemplate reply) {
        if (reply != null && !reply.when().isEmpty()) {
            faults.add(
                    reply.file(),
                    reply.line(),
                    "D02",
                    "\"when\" can stand only in what a step says; here the text is always said");
        }
        return reply;
    }

    Map<String, ReplyTemplate> byName(Fields fields, String key) {
        var replies = new LinkedHashMap<String, ReplyTemplate>();
        fields.entries(key).forEach((name, node) -> {
            var reply = always(reply(node));
            if (reply != null) {
                replies.put(name, reply);
            }
        });
        return replies;
    }

    @Nullable
    ReplyTemplate reply(Node node) {
        if (node.isMapping()) {
            return inPlace(node, "");
        }
        if (node.isList()) {
            faults.add(node.place(), "D19", "one reply stands here, or one text in its languages, not a list");
            return null;
        }
        var reply = shared.get(node.text());
        if (reply == null && !misspelt && !faults.any(fault -> fault.place().equals(node.place()))) {
            unknown(node);
        }
        return reply;
    }

    private void unknown(Node node) {
        if (node.text().isBlank()) {
            faults.add(node.place(), "D19", "the name of a reply is missing here");
        } else if (node.text().codePoints().anyMatch(Character::isIdeographic)) {
            faults.add(
                    node.place(),
                    "D03",
                    "a text stands under its language: write zh: … and en: … below, or the name of a reply");
        } else if (SEVERAL.matcher(node.text()).find()) {
            faults.add(
                    node.place(),
                    "D03",
                    "\"" + node.text() + "\" is read as the name of one reply; write a list like [K02, K03], or a text"
                            + " under its language, like zh: …");
        } else {
            faults.unknown(node.place(), "reply", node.text(), shared.keySet());
        }
    }

    /** Texts by language, without placeholders or ids, like a title. */
    Map<String, String> texts(Node node, String what) {
        var fields = new Fields(node, what, faults);
        var texts = new LinkedHashMap<String, String>();
        nodes(fields).forEach((language, text) -> {
            texts.put(language, text.text());
            if (!Template.of(text.text()).names().isEmpty()) {
                faults.add(
                        text.place(),
                        "D09",
                        "in " + language + ": " + what + " has no placeholders, which would be sent as they stand");
            }
        });
        fields.done();
        return texts;
    }

    /** What stands between two lines of a listing; a blank or a line break is one. */
    private Map<String, String> joins(Node node) {
        var fields = new Fields(node, "\"join\"", faults);
        var joins = new LinkedHashMap<String, String>();
        languages.of(fields).forEach((language, text) -> joins.put(language, text.text()));
        fields.done();
        return joins;
    }

    private ReplyTemplate inPlace(Node node, String id) {
        var fields = new Fields(node, "a reply", faults);
        var written = fields.text("id", id);
        var number = fields.node("id");
        if (number != null
                && number.shape() == Node.Shape.TEXT
                && !NUMBER.matcher(number.text()).matches()) {
            faults.add(
                    number.place(),
                    "D03",
                    "a text has a number of letters and digits, like T01, not \"" + number.text() + '"');
        }
        var texts = new LinkedHashMap<String, Template>();
        var places = new LinkedHashMap<String, Place>();
        nodes(fields).forEach((language, text) -> {
            texts.put(language, Template.of(text.text()));
            places.put(language, text.place());
        });
        var rows = new LinkedHashMap<String, ReplyTemplate>();
        fields.entries("rows").forEach((sort, row) -> rows.put(sort, inPlace(row, "")));
        var join = fields.node("join");
        var joins = join == null ? Map.<String, String>of() : joins(join);
        var most = segments(fields);
        var when = guards.read(fields);
        WAYS.stream().filter(fields::has).forEach(way -> {
            faults.add(
                    fields.place(way),
                    "D19",
                    "\"" + way + "\" stands within the text; indent it like \"say\" above it");
            fields.node(way);
        });
        fields.done();
        return new ReplyTemplate(written, texts, rows, joins, most, places, when, node.file(), node.line());
    }

    /** {@code segments: "2"} for every language, or a number for each. */
    private Map<String, Integer> segments(Fields fields) {
        var most = new LinkedHashMap<String, Integer>();
        var node = fields.node("segments");
        if (node != null && node.isMapping()) {
            var each = new Fields(node, "\"segments\"", faults);
            languages().forEach(language -> most.put(language, each.number(language, segments, 1, SEGMENTS_MAX)));
            Languages.others(each);
            each.done();
            return most;
        }
        int all = fields.number("segments", segments, 1, SEGMENTS_MAX);
        languages().forEach(language -> most.put(language, all));
        return most;
    }

    private Map<String, Node> nodes(Fields fields) {
        var texts = languages.of(fields);
        texts.entrySet().removeIf(each -> TextLint.isEndless(each.getKey(), each.getValue(), faults));
        texts.forEach((language, node) -> TextLint.check(language, node, faults));
        return texts;
    }
}
