package cn.smspay.web.page;

import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was typed into the form of a page, and what is wrong with it. A reading method returns a value that can be used only if
 * the form {@link #isGood}; it keeps the sentence for the field otherwise. Not thread-safe.
 */
public final class Form {
    /** More than any name, branch or answer; a longer text is no mistake of typing. */
    private static final int TEXT_MAX = 120;

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9}|[0-9]{1,3}(,[0-9]{3}){1,2})(\\.[0-9]{1,2})?");
    private static final Pattern PIN = Pattern.compile("[0-9]{6}");
    private static final DateTimeFormatter LONG_DAY =
            DateTimeFormatter.ofPattern("uuuu-M-d", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter SHORT_DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private final PageWords words;
    private final String page;
    private final Map<String, String> typed;
    private final Map<String, String> errors = new LinkedHashMap<>();

    /**
     * Begins to read.
     *
     * @param page prefix of the keys of its words: {@code page.field}, {@code page.field.hint}, {@code page.field.empty}
     */
    public Form(PageWords words, String page, Map<String, String> typed) {
        this.words = words;
        this.page = page;
        this.typed = Map.copyOf(typed);
    }

    /** A form nobody has filled in yet. */
    public static Form empty(PageWords words, String page) {
        return new Form(words, page, Map.of());
    }

    public boolean isGood() {
        return errors.isEmpty();
    }

    /** Sentences by field, in the order of reading. */
    public Map<String, String> errors() {
        return Map.copyOf(errors);
    }

    /** A sentence of this page. */
    public String sentence(String key) {
        return words.t(page + "." + key);
    }

    /** Marks a field; the first sentence stays. */
    public void fault(String name, String sentence) {
        errors.putIfAbsent(name, sentence);
    }

    /** The text as typed, without what surrounds it. */
    public String raw(String name) {
        return typed.getOrDefault(name, "").strip();
    }

    /** A text that must be there. */
    public String text(String name) {
        return text(name, TEXT_MAX);
    }

    public String text(String name, int max) {
        var text = Normalizer.normalize(raw(name), Normalizer.Form.NFKC);
        if (text.isEmpty()) {
            fault(name, words.t(page + "." + name + ".empty"));
        } else if (text.codePointCount(0, text.length()) > max || text.chars().anyMatch(Character::isISOControl)) {
            fault(name, words.t("form.text", "max", max));
        }
        return text;
    }

    /** Digits, with blanks and hyphens between them. */
    public String digits(String name) {
        return text(name).replaceAll("[ -]", "");
    }

    /** A mobile number. */
    public String phone(String name) {
        var digits = digits(name);
        if (!digits.isEmpty() && Msisdn.read(digits).isEmpty()) {
            fault(name, words.t("form.phone"));
        }
        return Msisdn.read(digits).map(Msisdn::digits).orElse(digits);
    }

    /** An amount above zero; what cannot be read is never guessed. */
    public Fen amount(String name) {
        var text = raw(name);
        if (text.isEmpty()) {
            fault(name, words.t(page + "." + name + ".empty"));
            return Fen.ZERO;
        }
        var read = readAmount(text).filter(Fen::isPositive);
        if (read.isEmpty()) {
            fault(name, words.t("form.amount"));
        }
        return read.orElse(Fen.ZERO);
    }

    /** Full-width digits, blanks, 元 and commas in their places are understood. */
    static Optional<Fen> readAmount(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\s元]", "");
        return AMOUNT.matcher(plain).matches() ? Fen.readYuan(plain.replace(",", "")) : Optional.empty();
    }

    /** A password as it was typed. */
    public Secret secret(String name) {
        var text = typed.getOrDefault(name, "");
        if (text.isEmpty()) {
            fault(name, words.t(page + "." + name + ".empty"));
        } else if (text.length() > TEXT_MAX) {
            fault(name, words.t("form.text", "max", TEXT_MAX));
        }
        return new Secret(text);
    }

    /** Six digits: a pay password or a one-time code. */
    public Secret six(String name) {
        var text = Normalizer.normalize(raw(name), Normalizer.Form.NFKC);
        if (text.isEmpty()) {
            fault(name, words.t(page + "." + name + ".empty"));
        } else if (!PIN.matcher(text).matches()) {
            fault(name, words.t("form.six"));
        }
        return new Secret(text);
    }

    /** A day; the given one if the field is empty. */
    public LocalDate day(String name, LocalDate otherwise) {
        var text = Normalizer.normalize(raw(name), Normalizer.Form.NFKC)
                .replace('/', '-')
                .replace('.', '-');
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return LocalDate.parse(text, text.indexOf('-') > 0 ? LONG_DAY : SHORT_DAY);
        } catch (DateTimeParseException e) {
            fault(name, words.t("form.day", "example", otherwise));
            return otherwise;
        }
    }

    /** One of the offered values. */
    public String choice(String name, List<Choice> choices) {
        var value = raw(name);
        if (choices.stream().noneMatch(choice -> choice.value().equals(value))) {
            fault(name, words.t(page + "." + name + ".empty"));
        }
        return value;
    }

    /** A box that has to be ticked. */
    public boolean tick(String name) {
        boolean ticked = raw(name).equals("yes");
        if (!ticked) {
            fault(name, words.t(page + "." + name + ".empty"));
        }
        return ticked;
    }

    /** The field as it is shown now: with what was typed, if that is no secret, and with what is wrong. */
    public Field field(String name, Field.Kind kind, @Nullable String autocomplete) {
        return field(name, kind, autocomplete, List.of());
    }

    public Field field(String name, Field.Kind kind) {
        return field(name, kind, null, List.of());
    }

    public Field field(String name, Field.Kind kind, @Nullable String autocomplete, List<Choice> choices) {
        boolean secret = kind == Field.Kind.PIN || kind == Field.Kind.PASSWORD || kind == Field.Kind.CODE;
        var key = page + "." + name;
        return new Field(
                name,
                kind,
                words.t(key),
                words.has(key + ".hint") ? words.t(key + ".hint") : null,
                null,
                secret ? "" : raw(name),
                errors.get(name),
                autocomplete,
                choices);
    }

    /** The same without what was typed into one field, which must not be shown again. */
    public Form without(String name) {
        var rest = new LinkedHashMap<>(typed);
        rest.remove(name);
        var form = new Form(words, page, rest);
        form.errors.putAll(errors);
        return form;
    }

    /** What may be kept for the next page: everything but secrets and our own marks. */
    public Map<String, String> kept(List<Field> fields) {
        var kept = new LinkedHashMap<String, String>();
        for (var field : new ArrayList<>(fields)) {
            if (!field.value().isEmpty()) {
                kept.put(field.name(), field.value());
            }
        }
        return kept;
    }
}
