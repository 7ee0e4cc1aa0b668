package cn.smspay.web.api;

import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.net.http.HttpRefusal;
import cn.smspay.net.http.Problem;
import cn.smspay.net.http.WebRequest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object of a request, read strictly: every field is asked for by its form, faults are gathered, and {@link #done} refuses
 * all of them at once, with what nobody asked for. One thread.
 */
final class Body {
    /** As much as a person pays at once: the digits of an amount in a short message. */
    static final long FEN_MOST = 999_999_999;
    /** What is nested deeper is no request of ours. */
    private static final int DEPTH_MOST = 10;

    private static final int TEXT_MOST = 20_000;
    private static final int DIGITS_MOST = 20;
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern MSISDN = Pattern.compile("1[3-9][0-9]{9}");
    private static final int ADDRESS_MOST = 500;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MOST)
                            .maxStringLength(TEXT_MOST)
                            .maxNumberLength(DIGITS_MOST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ObjectNode object;
    private final Set<String> asked = new HashSet<>();
    private final List<Problem.BodyFault> faults = new ArrayList<>();

    private Body(ObjectNode object) {
        this.object = object;
    }

    static Body of(WebRequest request) {
        if (!request.mediaType().equals("application/json")) {
            throw refused(List.of(new Problem.BodyFault("", "Content-Type: application/json")));
        }
        return new Body(read(request.text()));
    }

    private static ObjectNode read(String text) {
        try (var parser = JSON.getFactory().createParser(text)) {
            try {
                var node = JSON.readTree(parser);
                if (node instanceof ObjectNode object && parser.nextToken() == null) {
                    return object;
                }
            } catch (JsonProcessingException e) {
                // Its message would quote what may be a secret; the place is enough.
                var place = parser.getParsingContext().pathAsPointer().toString();
                var where = e.getLocation();
                throw refused(List.of(new Problem.BodyFault(
                        place,
                        String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")
                                ? "each field once"
                                : "JSON (RFC 8259); line " + where.getLineNr() + ", column " + where.getColumnNr())));
            }
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot be read", e);
        }
        throw refused(List.of(new Problem.BodyFault("", "one JSON object and nothing after it")));
    }

    private static HttpRefusal refused(List<Problem.BodyFault> faults) {
        return new HttpRefusal(ProblemReasons.of("body-invalid").wrong(faults));
    }

    private @Nullable JsonNode ask(String name) {
        asked.add(name);
        var node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private void fault(String name, String right) {
        faults.add(new Problem.BodyFault("/" + name, right));
    }

    private Optional<String> string(String name, boolean wanted, String right) {
        var node = ask(name);
        if (node == null) {
            if (wanted || object.has(name)) {
                fault(name, right);
            }
            return Optional.empty();
        }
        if (!node.isTextual()) {
            fault(name, "a string: " + right);
            return Optional.empty();
        }
        return Optional.of(node.textValue());
    }

    /** A positive amount in whole fen. */
    Fen amount(String name) {
        var right = "a whole number of fen from 1 to " + FEN_MOST + ", without point, exponent or quotes";
        var node = ask(name);
        if (node == null || !node.isIntegralNumber() || !node.canConvertToLong()) {
            fault(name, right);
            return new Fen(1);
        }
        long fen = node.longValue();
        if (fen < 1 || fen > FEN_MOST) {
            fault(name, right);
            return new Fen(1);
        }
        return new Fen(fen);
    }

    /** A number of the partner's own. */
    String number(String name) {
        var right = "1 to 64 of A–Z a–z 0–9 - _";
        var text = string(name, true, right).orElse("");
        if (object.path(name).isTextual() && !NUMBER.matcher(text).matches()) {
            fault(name, right);
        }
        return text;
    }

    /** A text for people; empty if it may be absent and is. */
    String text(String name, int most, boolean wanted) {
        var right = "1 to " + most + " characters, none of them a control character, no blanks at its ends";
        var found = string(name, wanted, right);
        found.filter(text -> !isText(text, most)).ifPresent(text -> fault(name, right));
        return found.orElse("");
    }

    private static boolean isText(String text, int most) {
        return !text.isEmpty()
                && text.strip().equals(text)
                && text.codePointCount(0, text.length()) <= most
                && text.codePoints().noneMatch(Body::isUnfit);
    }

    /** Control characters, halves of pairs, and what makes a text look other than it is. */
    private static boolean isUnfit(int c) {
        var type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** One of a few words, as they are written in the contract. */
    <E extends Enum<E>> E word(String name, Class<E> words, E otherwise) {
        var all = Arrays.stream(words.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
        var text = string(name, true, "one of " + all);
        for (var constant : words.getEnumConstants()) {
            if (text.isPresent() && constant.name().equals(text.get())) {
                return constant;
            }
        }
        if (text.isPresent()) {
            fault(name, "one of " + all);
        }
        return otherwise;
    }

    /** Whether the field is there at all. */
    boolean has(String name) {
        return object.has(name);
    }

    /** true or false; false if it is absent. */
    boolean flag(String name) {
        var node = ask(name);
        if (object.has(name) && (node == null || !node.isBoolean())) {
            fault(name, "true or false");
        }
        return node != null && node.booleanValue();
    }

    /** Whole seconds. */
    Duration seconds(String name, int least, int most, int otherwise) {
        var node = ask(name);
        if (node == null && !object.has(name)) {
            return Duration.ofSeconds(otherwise);
        }
        boolean fits = node != null
                && node.isIntegralNumber()
                && node.canConvertToInt()
                && node.intValue() >= least
                && node.intValue() <= most;
        if (node == null || !fits) {
            fault(name, "whole seconds from " + least + " to " + most);
            return Duration.ofSeconds(otherwise);
        }
        return Duration.ofSeconds(node.intValue());
    }

    /** A mainland mobile number in ASCII digits. */
    Optional<Msisdn> msisdn(String name, boolean wanted) {
        var right = "a mobile number of 11 digits beginning with 13 to 19";
        var text = string(name, wanted, right);
        if (text.isPresent() && !MSISDN.matcher(text.get()).matches()) {
            fault(name, right);
            return Optional.empty();
        }
        return text.map(Msisdn::new);
    }

    /** Where a browser may go: absolute, http or https, without user and fragment. */
    @Nullable
    String address(String name) {
        var right = "an absolute http or https address of at most " + ADDRESS_MOST
                + " ASCII characters, without user and fragment";
        var text = string(name, false, right);
        if (text.isPresent() && !isAddress(text.get())) {
            fault(name, right);
            return null;
        }
        return text.orElse(null);
    }

    static boolean isAddress(String text) {
        if (text.length() > ADDRESS_MOST || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
            return false;
        }
        try {
            var address = new URI(text);
            var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http"))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawFragment() == null;
        } catch (URISyntaxException e) {
            // Said by the caller, who knows the field.
            return false;
        }
    }

    /** A text that has a shape, such as digits. */
    Optional<String> shaped(String name, Pattern shape, String right) {
        var text = string(name, true, right);
        if (text.isPresent() && !shape.matcher(text.get()).matches()) {
            fault(name, right);
            return Optional.empty();
        }
        return text;
    }

    /** A whole number in these bounds. */
    long whole(String name, long least, long most) {
        var node = ask(name);
        if (node == null || !node.isIntegralNumber() || !node.canConvertToLong()) {
            fault(name, "a whole number from " + least + " to " + most);
            return least;
        }
        if (node.longValue() < least || node.longValue() > most) {
            fault(name, "a whole number from " + least + " to " + most);
            return least;
        }
        return node.longValue();
    }

    /** A fault that concerns two fields. */
    void wrongIf(boolean wrong, String name, String right) {
        if (wrong) {
            fault(name, right);
        }
    }

    /** Refuses everything that was found, and fields that nobody asked for. */
    void done() {
        object.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                faults.add(new Problem.BodyFault(
                        "/" + name.replace("~", "~0").replace("/", "~1"),
                        "no field of this name; there are "
                                + asked.stream().sorted().collect(Collectors.joining(", "))));
            }
        });
        if (!faults.isEmpty()) {
            throw refused(faults);
        }
    }
}
