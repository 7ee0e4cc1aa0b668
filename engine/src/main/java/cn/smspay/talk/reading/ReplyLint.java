package cn.smspay.talk.reading;

import cn.smspay.base.text.SmsLength;
import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Common.Role;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Flow;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Template;
import cn.smspay.talk.script.ValueKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** D20 characters that cost, and the replies that belong to no step: those of the engine and the notices. */
final class ReplyLint {
    /** So few characters outside GSM 03.38 in a longer text are an oversight, not another language. */
    private static final int STRAY_MAX = 2;

    private static final int STRAY_TEXT_MIN = 20;

    /** A word in small Latin letters that stands alone. */
    private static final Pattern BARE = Pattern.compile("(?<![A-Za-z_<./@0-9])[a-z][a-z_]{2,}(?![A-Za-z_>./@0-9])");

    private static final Pattern HALF_WIDTH = Pattern.compile("[\\u4e00-\\u9fff>]([,;!?])|[\\u4e00-\\u9fff](\\.)$");

    private final Set<String> values = new HashSet<>();
    private final Scripts scripts;
    private final Faults faults;

    ReplyLint(Scripts scripts, Faults faults) {
        this.scripts = scripts;
        this.faults = faults;
    }

    /** @param sound which dialogues have their steps in order */
    void check(Predicate<Dialog> sound) {
        var all = all(sound);
        all.forEach(this::characters);
        scripts.common().roles().forEach((role, reply) -> role(role, reply, sound));
        scripts.notices().forEach((name, notice) -> {
            if (notice.dialog() == null) {
                notice(scripts, null, name, notice.reply(), faults);
            }
        });
        all.forEach(this::sameValues);
    }

    /** What one language tells, the others tell, too. */
    private void sameValues(ReplyTemplate reply) {
        if (faults.any(fault -> reply.places().containsValue(fault.place()))) {
            return;
        }
        var first = reply.texts().get(Languages.FIRST);
        reply.texts().forEach((language, template) -> {
            if (first != null && !template.names().equals(first.names())) {
                lacks(reply, language, first, template);
            }
        });
        reply.rows().values().forEach(this::sameValues);
    }

    private void lacks(ReplyTemplate reply, String language, Template first, Template other) {
        var lost = new TreeSet<>(first.names());
        lost.removeAll(other.names());
        var gained = new TreeSet<>(other.names());
        gained.removeAll(first.names());
        if (lost.size() == 1 && gained.size() == 1) {
            faults.add(
                    reply.place(Languages.FIRST),
                    "D24",
                    "in " + Languages.FIRST + ": <" + gained.first() + "> is missing, which " + language
                            + " says; instead there is <" + lost.first() + ">, which " + language + " lacks");
            return;
        }
        for (String name : new TreeSet<>(first.names())) {
            if (!other.names().contains(name)) {
                faults.add(
                        reply.place(language),
                        "D24",
                        "in " + language + ": <" + name + "> is missing, which " + Languages.FIRST + " says");
            }
        }
        for (String name : new TreeSet<>(other.names())) {
            if (!first.names().contains(name)) {
                faults.add(
                        reply.place(Languages.FIRST),
                        "D24",
                        "in " + Languages.FIRST + ": <" + name + "> is missing, which " + language + " says");
            }
        }
    }

    private Set<ReplyTemplate> all(Predicate<Dialog> sound) {
        var replies =
                new LinkedHashSet<ReplyTemplate>(scripts.common().replies().values());
        scripts.notices().values().forEach(notice -> replies.add(notice.reply()));
        for (Dialog dialog : scripts.dialogs().values().stream().filter(sound).toList()) {
            ReplyContext.in(dialog, new Flow(scripts, dialog)).forEach(said -> replies.add(said.reply()));
        }
        return replies;
    }

    /** A value's name without its signs, among Chinese characters. */
    private void bare(ReplyTemplate reply, String text) {
        var word = BARE.matcher(text);
        while (word.find()) {
            if (values().contains(word.group())) {
                faults.add(
                        reply.place(Languages.FIRST),
                        "D22",
                        "in " + Languages.FIRST + ": \"" + word.group() + "\" would be sent as it stands; write <"
                                + word.group() + ">");
                return;
            }
        }
        var half = HALF_WIDTH.matcher(text);
        if (half.find()) {
            faults.warn(
                    reply.place(Languages.FIRST),
                    "D20",
                    "in " + Languages.FIRST + ": a half-width \""
                            + (half.group(1) == null ? half.group(2) : half.group(1))
                            + "\" stands in a Chinese text; write the full-width sign");
        }
    }

    private Set<String> values() {
        if (values.isEmpty()) {
            scripts.catalogue()
                    .actions()
                    .values()
                    .forEach(action -> action.outcomes()
                            .values()
                            .forEach(outcome -> values.addAll(outcome.outputs().keySet())));
            values.addAll(scripts.common().settings().keySet());
        }
        return values;
    }

    private void characters(ReplyTemplate reply) {
        reply.texts().forEach((language, template) -> {
            var text = template.text();
            if (faults.any(fault -> fault.place().equals(reply.place(language)))) {
                return;
            }
            if (language.equals(Languages.FIRST)) {
                bare(reply, text);
            }
            var odd = text.codePoints().filter(c -> c > 0xFFFF).findFirst();
            if (odd.isPresent()) {
                add(
                        reply,
                        language,
                        "\"" + Character.toString(odd.getAsInt())
                                + "\" is not a character of short messages; use another");
            }
            var stray = text.chars().filter(c -> !SmsLength.isGsm(c)).distinct().toArray();
            if (stray.length > 0 && stray.length <= STRAY_MAX && text.length() >= STRAY_TEXT_MIN && isLatin(text)) {
                add(
                        reply,
                        language,
                        "\"" + (char) stray[0] + "\" makes the text in " + language
                                + " a UCS-2 message of 70 characters instead of 160; use a plain character");
            }
            reply.rows().values().forEach(this::characters);
        });
    }

    private static boolean isLatin(String text) {
        return text.chars().filter(SmsLength::isGsm).count() >= text.length() - STRAY_MAX * 2L;
    }

    /** What the engine says by itself knows only the dialogue that it is about. */
    private void role(Role role, ReplyTemplate reply, Predicate<Dialog> sound) {
        boolean ofDialog = switch (role) {
            case LATE, GIVE_UP, CANCELLED, REPLACED -> true;
            case UNKNOWN, HELP, NOTHING_PENDING, NOTHING_OPEN, UPDATED, FAULT -> false;
        };
        var known = new HashSet<>(scripts.common().settings().keySet());
        if (ofDialog) {
            known.add("op");
            known.add("cmd");
            known.add("nothing_moved");
            known.add("tries");
        }
        placeholders(reply, known, faults);
        for (Dialog dialog : scripts.dialogs().values()) {
            if (dialog.voice() == null && sound.test(dialog)) {
                new Widths(scripts, dialog).check(new ReplyContext(reply, true, known, new HashMap<>(), null), faults);
            }
        }
    }

    static void notice(Scripts scripts, @Nullable Dialog dialog, String name, ReplyTemplate reply, Faults faults) {
        var sort = scripts.catalogue().notices().get(name);
        if (sort == null) {
            return;
        }
        var known = new HashSet<>(sort.outputs().keySet());
        known.addAll(scripts.common().settings().keySet());
        if (dialog != null) {
            known.add("op");
            known.add("cmd");
        }
        placeholders(reply, known, faults);
        reply.texts().forEach((language, template) -> {
            var widths = new HashMap<String, Integer>(scripts.common().settings());
            sort.outputs().forEach((output, of) -> widths.put(output, Widths.width(scripts, of, language)));
            boolean chinese = template.names().stream()
                    .map(each -> sort.outputs().get(each))
                    .anyMatch(of -> of != null && of.kind() == ValueKind.TEXT && !of.secret());
            Widths.check(reply, language, template, widths, chinese, faults);
        });
    }

    private static void placeholders(ReplyTemplate reply, Set<String> known, Faults faults) {
        reply.texts().forEach((language, template) -> {
            for (String name : template.names()) {
                if (!known.contains(name)) {
                    faults.add(
                            reply.place(language),
                            "D09",
                            "in " + language + ": unknown placeholder <" + name + ">; "
                                    + Faults.suggestion(name, known));
                }
            }
        });
    }

    private void add(ReplyTemplate reply, String language, String text) {
        faults.add(reply.place(language), "D20", text);
    }
}
