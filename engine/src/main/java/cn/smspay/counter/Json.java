package cn.smspay.counter;

import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Replies, arguments and events as JSON in our own tables; doors have forms of their own. Thread-safe. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            // Questions such as Fen.isZero are no part of a record.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, written(at -> Long.toString(at.toEpochMilli())))
                    .addDeserializer(Instant.class, read(text -> Instant.ofEpochMilli(Long.parseLong(text))))
                    .addSerializer(LocalDate.class, written(LocalDate::toString))
                    .addDeserializer(LocalDate.class, read(LocalDate::parse))
                    .addSerializer(Secret.class, written(Secret::reveal))
                    .addDeserializer(Secret.class, read(Secret::new)))
            .build();
    /** What most replies have at most. */
    private static final int DONE_CHARACTERS = 512;

    private static final String KIND = "kind";
    private static final String DONE = "done";
    private static final String REFUSED = "refused";
    private static final String PENDING = "pending";
    private static final String VALUE = "value";
    private static final String FACTS = "facts";

    private Json() {}

    private static <T> JsonSerializer<T> written(Function<T, String> form) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider all) throws IOException {
                json.writeString(form.apply(value));
            }
        };
    }

    private static <T> JsonDeserializer<T> read(Function<String, T> form) {
        return new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
                return form.apply(json.getText());
            }
        };
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored " + type.getSimpleName() + " cannot be read", e);
        }
    }

    static String write(Reply<?> reply) {
        if (reply instanceof Reply.Done<?> done) {
            return done(done.value());
        }
        var json = MAPPER.createObjectNode();
        if (reply instanceof Reply.Refused<?> no) {
            var facts = json.put(KIND, REFUSED).put(VALUE, no.reason()).putObject(FACTS);
            no.facts().forEach((name, fact) -> put(facts, name, fact));
        } else if (reply instanceof Reply.Pending<?> pending) {
            json.put(KIND, PENDING).put(VALUE, pending.requestId());
        }
        return write((Object) json);
    }

    /** Straight to the text: this is written with everything that is done. */
    private static String done(Object value) {
        var text = new StringWriter(DONE_CHARACTERS);
        try (var json = MAPPER.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField(KIND, DONE);
            json.writeFieldName(VALUE);
            MAPPER.writeValue(json, value);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
        return text.toString();
    }

    private static void put(ObjectNode facts, String name, Object fact) {
        if (fact instanceof Fen amount) {
            facts.putObject(name).put("fen", amount.fen());
        } else if (fact instanceof Instant at) {
            facts.putObject(name).put("at", at.toEpochMilli());
        } else {
            facts.set(name, MAPPER.valueToTree(fact));
        }
    }

    static <T> Reply<T> readReply(String text, Class<T> type) {
        try {
            var json = MAPPER.readTree(text);
            var value = json.required(VALUE);
            return switch (json.required(KIND).asText()) {
                case DONE -> Reply.done(MAPPER.treeToValue(value, type));
                case REFUSED -> Reply.refused(value.asText(), facts(json.required(FACTS)));
                case PENDING -> new Reply.Pending<>(value.asLong(), false);
                default -> throw new IllegalStateException("a stored reply is of no known kind");
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored reply cannot be read", e);
        }
    }

    private static Map<String, Object> facts(JsonNode json) {
        var facts = new LinkedHashMap<String, Object>();
        json.properties().forEach(field -> facts.put(field.getKey(), fact(field.getValue())));
        return facts;
    }

    private static Object fact(JsonNode json) {
        if (json.has("fen")) {
            return new Fen(json.get("fen").asLong());
        } else if (json.has("at")) {
            return Instant.ofEpochMilli(json.get("at").asLong());
        } else if (json.isArray()) {
            List<String> words = new ArrayList<>();
            json.forEach(each -> words.add(each.asText()));
            return words;
        } else if (json.isNumber()) {
            return json.asLong();
        }
        return json.isBoolean() ? (Object) json.asBoolean() : json.asText();
    }
}
