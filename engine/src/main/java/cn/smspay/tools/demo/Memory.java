package cn.smspay.tools.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was answered or received last, so that the next line can say {@code $order_no} or {@code $code}. One thread at a time. */
final class Memory {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("\\$([a-z_]+)");
    private static final Pattern SHOWN = Pattern.compile("(?m)^ *-? *([a-z ]+): (\\S.*)$");
    private static final List<Known> TEXTS = List.of(
            new Known("login", Pattern.compile("初始登录密码([^，]+)，")),
            new Known("pay", Pattern.compile("初始支付密码([0-9]{6})")),
            new Known("code", Pattern.compile("验证码\\D{0,6}([0-9]{6})")));

    private final Map<String, String> values = new HashMap<>();

    private record Known(String name, Pattern pattern) {}

    /** The line with what is remembered in it; a name that is not known stays as it is. */
    synchronized String fill(String line) {
        return NAME.matcher(line)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }

    /** Keeps the passwords and codes of a text that a handset has received. */
    synchronized void text(String received) {
        for (var known : TEXTS) {
            var found = known.pattern().matcher(received);
            if (found.find()) {
                values.put(known.name(), found.group(1));
            }
        }
    }

    /** Keeps the fields of an answer; what is not JSON has none. */
    synchronized void json(String answer) {
        try {
            keep(JSON.readTree(answer));
        } catch (JsonProcessingException e) {
            values.put("answer", answer);
        }
    }

    private void keep(JsonNode node) {
        node.properties().forEach(field -> {
            if (field.getValue().isValueNode()) {
                values.put(field.getKey(), field.getValue().asText());
            } else {
                keep(field.getValue());
            }
        });
    }

    /** Keeps lines like {@code pending: 7}. */
    synchronized void shown(String text) {
        var found = SHOWN.matcher(text);
        while (found.find()) {
            values.put(found.group(1).replace(' ', '_'), found.group(2));
        }
    }

    synchronized void put(String name, String value) {
        values.put(name, value);
    }
}
